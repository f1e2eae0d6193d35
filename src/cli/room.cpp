// SPDX-License-Identifier: MIT
// Cli: an event without internet.
#include "cli/room.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <qrencode.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace triptych::cli {
namespace {

bool is_private(std::uint32_t address) {
  return (address >> 24) == 10 || (address >> 20) == 0xAC1 || (address >> 16) == 0xC0A8;
}

}  // namespace

std::vector<std::string> local_addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owned(first, freeifaddrs);
  std::vector<std::uint32_t> found;
  for (const ifaddrs* at = first; at; at = at->ifa_next) {
    const bool reachable = (at->ifa_flags & IFF_UP) != 0 && (at->ifa_flags & IFF_LOOPBACK) == 0;
    if (!reachable || !at->ifa_addr || at->ifa_addr->sa_family != AF_INET) continue;
    found.push_back(ntohl(reinterpret_cast<const sockaddr_in*>(at->ifa_addr)->sin_addr.s_addr));
  }
  std::stable_partition(found.begin(), found.end(), is_private);
  std::vector<std::string> texts;
  for (const std::uint32_t address : found) {
    const in_addr network{htonl(address)};
    char text[INET_ADDRSTRLEN];
    if (inet_ntop(AF_INET, &network, text, sizeof text)) texts.emplace_back(text);
  }
  return texts;
}

std::string qr_code(const std::string& text) {
  constexpr int kQuiet = 4;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return "";
  const int width = code->width;
  const auto dark = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < width && (code->data[y * width + x] & 1) != 0;
  };
  std::string out;
  for (int y = -kQuiet; y < width + kQuiet; y += 2) {
    out += "\x1b[107;30m";
    for (int x = -kQuiet; x < width + kQuiet; ++x) {
      const bool above = dark(x, y);
      const bool below = dark(x, y + 1);
      out += above ? (below ? "█" : "▀") : (below ? "▄" : " ");
    }
    out += "\x1b[0m\n";
  }
  return out;
}

}  // namespace triptych::cli
