// SPDX-License-Identifier: MIT
// Server: caps per sender.
#include "server/addresses.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "base/sha256.h"

namespace triptych::server {

Addresses::Addresses(Limits limits) : limits_(limits), secret_() {
  std::random_device device;
  for (std::size_t i = 0; i < secret_.size(); i += sizeof(unsigned)) {
    const unsigned bits = device();
    std::memcpy(secret_.data() + i, &bits, sizeof bits);
  }
}

AddressKey Addresses::key_of(std::string_view address) const {
  const Sha256 digest = sha256(std::string(secret_.data(), secret_.size()).append(address.substr(0, 8)));
  AddressKey key = 0;
  std::memcpy(&key, digest.data(), sizeof key);
  return key;
}

bool Addresses::connect(AddressKey key) {
  if (limits_.connections == 0) return true;
  const std::lock_guard lock(mutex_);
  Sender& from = senders_[key];
  if (from.connections >= limits_.connections) return false;
  ++from.connections;
  return true;
}

void Addresses::disconnect(AddressKey key) {
  if (limits_.connections == 0) return;
  const std::lock_guard lock(mutex_);
  const auto found = senders_.find(key);
  if (found == senders_.end()) return;
  if (found->second.connections > 0) --found->second.connections;
  if (found->second.connections == 0 && found->second.posts <= 0) senders_.erase(found);
}

bool Addresses::post(AddressKey key, std::chrono::steady_clock::time_point now) {
  if (limits_.posts_a_minute == 0) return true;
  const std::lock_guard lock(mutex_);
  if (senders_.size() >= next_sweep_) {
    // Forgets whoever holds no connection and whose bucket has run dry: the map is as large as the last
    // minute, no larger.
    for (auto at = senders_.begin(); at != senders_.end();) {
      leak(at->second, now);
      at = at->second.connections == 0 && at->second.posts <= 0 ? senders_.erase(at) : std::next(at);
    }
    next_sweep_ = std::max<std::size_t>(1'024, senders_.size() * 2);
  }
  Sender& from = senders_[key];
  leak(from, now);
  if (from.posts + 1 > limits_.posts_a_minute) return false;
  from.posts += 1;
  return true;
}

void Addresses::leak(Sender& sender, std::chrono::steady_clock::time_point now) const {
  const std::chrono::duration<double> since = now - sender.seen;
  sender.seen = now;
  sender.posts = std::max(0.0, sender.posts - since.count() * limits_.posts_a_minute / 60.0);
}

}  // namespace triptych::server
