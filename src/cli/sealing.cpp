// SPDX-License-Identifier: MIT
// Cli: sealed ballots.
#include "cli/sealing.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/base64url.h"
#include "cli/files.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr unsigned char kSealed = 0x80;  ///< the bit that no open ballot's version has
constexpr unsigned char kVersion = 0x81;
constexpr std::string_view kInfo = "triptych sealed ballot v1";
constexpr std::string_view kFileFormat = "triptych-sealed";
constexpr std::string_view kFormat = "triptych-private-key";

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

template <auto free_it>
struct Free {
  template <class T>
  void operator()(T* owned) const {
    free_it(owned);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;

std::string public_of(EVP_PKEY* key) {
  std::string bytes(kKeyBytes, '\0');
  std::size_t length = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key, octets(bytes), &length) != 1 || length != kKeyBytes) std::abort();
  return bytes;
}

std::string hmac(std::string_view key, std::string_view message) {
  std::string out(kHashBytes, '\0');
  unsigned length = 0;
  if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(message), message.size(),
            octets(out), &length))
    std::abort();
  return out;
}

/// Section 4: LabeledExtract and LabeledExpand. No length asked for here is beyond one block of the hash.
class LabeledKdf {
 public:
  explicit LabeledKdf(std::string suite) : suite_(std::move(suite)) {}

  std::string extract(std::string_view salt, std::string_view label, std::string_view input) const {
    return hmac(salt, labeled("", label, input));
  }
  std::string expand(std::string_view secret, std::string_view label, std::string_view info,
                     std::size_t length) const {
    const char size[] = {'\0', static_cast<char>(length)};
    std::string message = labeled({size, sizeof size}, label, info);
    message.push_back('\x01');
    return hmac(secret, message).substr(0, length);
  }

 private:
  std::string labeled(std::string_view before, std::string_view label, std::string_view after) const {
    return std::string(before).append("HPKE-v1").append(suite_).append(label).append(after);
  }
  std::string suite_;
};

/// X25519. Empty when the other key leads to nothing (a point of small order).
std::string shared_point(std::string_view private_key, std::string_view public_key) {
  const Key own(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, octets(private_key), private_key.size()));
  const Key other(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, octets(public_key), public_key.size()));
  const KeyContext context(own ? EVP_PKEY_CTX_new(own.get(), nullptr) : nullptr);
  std::string point(kKeyBytes, '\0');
  std::size_t length = point.size();
  const bool derived = other && context && EVP_PKEY_derive_init(context.get()) == 1 &&
                       EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1 &&
                       EVP_PKEY_derive(context.get(), octets(point), &length) == 1;
  return derived ? point : std::string();
}

Error closed() {
  return {ErrorCode::seal_closed, "", {}};
}

Result<std::string> decrypt(std::string_view key, std::string_view nonce, std::string_view associated,
                            std::string_view cipher) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  const std::string_view body = cipher.substr(0, cipher.size() - kTagBytes);
  std::string tag(cipher.substr(body.size()));
  std::string plain(body.size(), '\0');
  int length = 0;
  unsigned char nothing[1];
  const bool opened =
      context &&
      EVP_DecryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, octets(key), octets(nonce)) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, octets(associated),
                        static_cast<int>(associated.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), octets(plain), &length, octets(body), static_cast<int>(body.size())) ==
          1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), octets(tag)) ==
          1 &&
      EVP_DecryptFinal_ex(context.get(), nothing, &length) == 1;
  if (!opened) return closed();
  return plain;
}

}  // namespace

SealingKeys make_sealing_keys() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  SealingKeys keys{std::string(kKeyBytes, '\0'), {}};
  std::size_t length = kKeyBytes;
  if (!key || EVP_PKEY_get_raw_private_key(key.get(), octets(keys.private_key), &length) != 1) std::abort();
  keys.public_key = public_of(key.get());
  return keys;
}

std::string write_sealing_keys(const SealingKeys& keys) {
  return json::write(Object{{"format", kFormat},
                            {"version", 1},
                            {"private", base64url_encode(keys.private_key)},
                            {"public", base64url_encode(keys.public_key)}}) +
         "\n";
}

Result<SealingKeys> read_sealing_keys(const std::string& path) {
  const std::string text = TRIPTYCH_TRY(read_whole(path));
  const Result<Value> json = json::read(text);
  const Error unusable{ErrorCode::seal_key_file, path, {}};
  if (!json.ok() || json.value()["format"].string_or("") != kFormat) return unusable;
  const std::optional<std::string> bytes = base64url_decode(json.value()["private"].string_or(""));
  if (!bytes || bytes->size() != kKeyBytes) return unusable;
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, octets(*bytes), bytes->size()));
  if (!key) return unusable;
  return SealingKeys{*bytes, public_of(key.get())};
}

bool is_sealed(std::string_view bytes) {
  return !bytes.empty() && (static_cast<unsigned char>(bytes.front()) & kSealed) != 0;
}

Result<std::string> open_sealed(std::string_view bytes, const SealingKeys& keys) {
  const int version = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
  if (version != kVersion) return Error{ErrorCode::ballot_version, "", {{"found", version}}};
  if (bytes.size() < 1 + kKeyBytes + kTagBytes) return closed();
  return hpke_open(keys, bytes.substr(1, kKeyBytes), kInfo, "", bytes.substr(1 + kKeyBytes));
}

Result<SealedFile> read_sealed_file(std::string_view text) {
  SealedFile file;
  bool first = true;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (first) {
      const Result<Value> header = json::read(line);
      const bool known = header.ok() && header.value()["format"].string_or("") == kFileFormat &&
                         header.value()["version"].number_or(0) == 1;
      if (!known) return Error{ErrorCode::seal_file, "", {}};
      file.survey = header.value()["survey"].string_or("");
      first = false;
    } else if (!line.empty()) {
      file.ballots.emplace_back(line);
    }
  }
  if (first) return Error{ErrorCode::seal_file, "", {}};
  return file;
}

Result<std::string> hpke_open(const SealingKeys& keys, std::string_view encapsulated, std::string_view info,
                              std::string_view associated, std::string_view cipher) {
  static constexpr char kKemSuite[] = {'K', 'E', 'M', '\x00', '\x20'};
  static constexpr char kSuite[] = {'H', 'P', 'K', 'E', '\x00', '\x20', '\x00', '\x01', '\x00', '\x01'};
  if (encapsulated.size() != kKeyBytes || cipher.size() < kTagBytes) return closed();
  // Section 4.1: Decap and ExtractAndExpand.
  const std::string point = shared_point(keys.private_key, encapsulated);
  if (point.empty()) return closed();
  const LabeledKdf kem(std::string(kKemSuite, sizeof kKemSuite));
  const std::string shared = kem.expand(kem.extract("", "eae_prk", point), "shared_secret",
                                        std::string(encapsulated) + keys.public_key, kHashBytes);
  // Section 5.1: KeySchedule in mode_base.
  const LabeledKdf kdf(std::string(kSuite, sizeof kSuite));
  const std::string context =
      std::string(1, '\0') + kdf.extract("", "psk_id_hash", "") + kdf.extract("", "info_hash", info);
  const std::string secret = kdf.extract(shared, "secret", "");
  // Section 5.2: the first message of a context has sequence number 0: the nonce is the base nonce.
  return decrypt(kdf.expand(secret, "key", context, 16), kdf.expand(secret, "base_nonce", context, 12),
                 associated, cipher);
}

}  // namespace triptych::cli
