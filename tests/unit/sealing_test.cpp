// SPDX-License-Identifier: MIT
// Tests: sealed ballots on the command line's side: the RFC's own vector, and what must not open.
#include "cli/sealing.h"

#include <doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "json/reader.h"

using namespace triptych;
using namespace triptych::cli;

namespace {

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

struct Vector {
  Value json;
  SealingKeys keys;
  std::string encapsulated, info, associated, cipher, plain;
};

/// The first message: a context's later ones are never used for ballots.
Vector rfc_vector() {
  std::ifstream file("tests/vectors/hpke-rfc9180-a1.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Vector vector{json::read(text).value(), {}, {}, {}, {}, {}, {}};
  const Value& json = vector.json;
  const Value& message = json["encryptions"].array()->front();
  vector.keys = {bytes_of(json["skRm"].string_or("")), bytes_of(json["pkRm"].string_or(""))};
  vector.encapsulated = bytes_of(json["enc"].string_or(""));
  vector.info = bytes_of(json["info"].string_or(""));
  vector.associated = bytes_of(message["aad"].string_or(""));
  vector.cipher = bytes_of(message["ct"].string_or(""));
  vector.plain = bytes_of(message["pt"].string_or(""));
  return vector;
}

}  // namespace

TEST_CASE("RFC 9180, A.1.1: the first message opens to its plain text") {
  const Vector v = rfc_vector();
  const Result<std::string> opened = hpke_open(v.keys, v.encapsulated, v.info, v.associated, v.cipher);
  REQUIRE(opened.ok());
  CHECK(opened.value() == v.plain);
}

TEST_CASE("one changed bit anywhere, another info or another key: it stays closed") {
  const Vector v = rfc_vector();
  for (std::size_t i = 0; i < v.cipher.size() * 8; ++i) {
    std::string changed = v.cipher;
    changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << i % 8));
    CHECK_FALSE(hpke_open(v.keys, v.encapsulated, v.info, v.associated, changed).ok());
  }
  std::string elsewhere = v.encapsulated;
  elsewhere[0] = static_cast<char>(elsewhere[0] ^ 1);
  CHECK_FALSE(hpke_open(v.keys, elsewhere, v.info, v.associated, v.cipher).ok());
  CHECK_FALSE(hpke_open(v.keys, v.encapsulated, v.info + "x", v.associated, v.cipher).ok());
  CHECK_FALSE(hpke_open(v.keys, v.encapsulated, v.info, "", v.cipher).ok());
  CHECK_FALSE(hpke_open(make_sealing_keys(), v.encapsulated, v.info, v.associated, v.cipher).ok());
}

TEST_CASE("a point of small order, too few bytes, or another version never open and never crash") {
  const SealingKeys keys = make_sealing_keys();
  CHECK_FALSE(hpke_open(keys, std::string(32, '\0'), "", "", std::string(40, 'x')).ok());
  CHECK_FALSE(hpke_open(keys, "short", "", "", std::string(40, 'x')).ok());
  for (std::size_t length = 0; length < 60; ++length)
    CHECK_FALSE(open_sealed("\x81" + std::string(length, 'x'), keys).ok());
  const Result<std::string> other = open_sealed("\x82" + std::string(60, 'x'), keys);
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == ErrorCode::ballot_version);
  CHECK(open_sealed("", keys).error().code == ErrorCode::ballot_version);
}

TEST_CASE("an open ballot is not taken for a sealed one") {
  CHECK_FALSE(is_sealed(std::string("\x01\x00", 2)));
  CHECK_FALSE(is_sealed(""));
  CHECK(is_sealed("\x81"));
}

TEST_CASE("each pair of keys is another one") {
  const SealingKeys one = make_sealing_keys();
  const SealingKeys two = make_sealing_keys();
  CHECK(one.private_key.size() == 32);
  CHECK(one.private_key != two.private_key);
  CHECK(one.public_key != two.public_key);
}
