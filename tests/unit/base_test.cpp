// SPDX-License-Identifier: MIT
// Tests of base: published vectors and edges.
#include "doctest.h"

#include "base/base64url.h"
#include "base/calendar.h"
#include "base/random.h"
#include "base/result.h"
#include "base/sha256.h"

using namespace triptych;

namespace {

std::string sha256_hex(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Result<int> half(int value) {
  if (value % 2 != 0) return Error{ErrorCode::json_number, "/n", {{"value", value}}};
  return value / 2;
}

Result<int> quarter(int value) {
  const int once = TRIPTYCH_TRY(half(value));
  return TRIPTYCH_TRY(half(once));
}

}  // namespace

TEST_CASE("sha256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("base64url gives RFC 4648's vectors and refuses a second spelling") {
  CHECK(base64url_encode("foobar") == "Zm9vYmFy");
  CHECK(base64url_encode("fooba") == "Zm9vYmE");
  CHECK(base64url_encode("\xff\xfe") == "__4");
  CHECK(base64url_decode("Zm9vYmE") == "fooba");
  CHECK_FALSE(base64url_decode("Zm9vYmE="));
  CHECK_FALSE(base64url_decode("Zm9vYmF"));  // the same bytes as Zm9vYmE, but with unused bits set
  CHECK_FALSE(base64url_decode("A"));
  CHECK_FALSE(base64url_decode("Zm 9"));
}

TEST_CASE("weeks are those of ISO 8601") {
  const auto week = [](int year, int month, int day) { return iso_week_from_days(days_from_civil({year, month, day})); };
  CHECK(week(2026, 11, 23).week == 48);
  CHECK(week(2027, 1, 1).year == 2026);
  CHECK(week(2027, 1, 1).week == 53);
  CHECK(week(2024, 12, 30).year == 2025);
  CHECK(week(2024, 12, 30).week == 1);
  for (std::int64_t day = -800'000; day < 800'000; day += 997) CHECK(days_from_civil(civil_from_days(day)) == day);
}

TEST_CASE("random draws repeat with the seed and fill their range evenly") {
  Random a(42);
  Random b(42);
  int counts[5] = {};
  for (int i = 0; i < 50'000; ++i) {
    const std::uint64_t draw = a.below(5);
    REQUIRE(draw == b.below(5));
    ++counts[draw];
  }
  for (const int count : counts) CHECK(count == doctest::Approx(10'000).epsilon(0.03));
}

TEST_CASE("an object keeps the order of writing and the last value of a name") {
  Object object{{"b", 1}, {"a", 2}};
  object.set("b", 3);
  CHECK(object.begin()->name == "b");
  CHECK(*object.find("b") == Value(3));
  object.erase("b");
  CHECK(object.find("b") == nullptr);
  CHECK(Value(object)["a"] == Value(2));
  CHECK(Value(object)["missing"]["deeper"].is_undefined());
}

TEST_CASE("TRIPTYCH_TRY hands the first error up") {
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).error().code == ErrorCode::json_number);
  CHECK(quarter(6).error().params.find("value")->number_or(0) == 3);
  CHECK(name_of(quarter(6).error().code) == "json_number");
}
