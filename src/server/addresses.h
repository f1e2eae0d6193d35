// SPDX-License-Identifier: MIT
// Server: caps per sender. Addresses are hashed with a key that dies with the process; none is written.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace triptych::server {

/// What remains of an address: 64 bits of a keyed hash.
using AddressKey = std::uint64_t;

class Addresses {
 public:
  struct Limits {
    /// A hospital is one address for many visitors: the caps stop a flood, not a crowd. 0: no cap.
    std::uint32_t connections = 256;
    std::uint32_t posts_a_minute = 1'200;
  };
  explicit Addresses(Limits limits);

  /// Of 4 bytes (IPv4) or 16 (IPv6: its first 8 count, the rest is the subscriber's own choice).
  AddressKey key_of(std::string_view address) const;
  /// False: this sender holds enough connections already. Else disconnect() must follow.
  bool connect(AddressKey key);
  void disconnect(AddressKey key);
  /// False: too many in the last minute (a bucket of that many, refilled steadily).
  bool post(AddressKey key, std::chrono::steady_clock::time_point now);

 private:
  struct Sender {
    std::uint32_t connections = 0;
    double posts = 0;  ///< level of the bucket, leaking
    std::chrono::steady_clock::time_point seen{};
  };
  void leak(Sender& sender, std::chrono::steady_clock::time_point now) const;

  const Limits limits_;
  std::array<char, 16> secret_;
  std::mutex mutex_;
  std::unordered_map<AddressKey, Sender> senders_;
  std::size_t next_sweep_ = 1'024;
};

}  // namespace triptych::server
