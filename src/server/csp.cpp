// SPDX-License-Identifier: MIT
// Server: content security policy.
#include "server/csp.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/base64url.h"
#include "base/sha256.h"

namespace triptych::server {

std::optional<std::string> origin_of(std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (address.substr(0, scheme.size()) != scheme) continue;
    const std::string_view host =
        address.substr(scheme.size(), address.find_first_of("/?#", scheme.size()) - scheme.size());
    // Only what a host and a port are made of: nothing that could end the field or begin another directive.
    const bool clean = std::all_of(host.begin(), host.end(), [](unsigned char letter) {
      return std::isalnum(letter) != 0 || letter == '.' || letter == '-' || letter == ':' || letter == '[' ||
             letter == ']';
    });
    if (host.empty() || !clean) return std::nullopt;
    return std::string(scheme).append(host);
  }
  return std::nullopt;
}

std::string first_screen_style(const std::string& site) {
  std::ifstream file(site + "/first-screen.css", std::ios::binary);
  if (!file) return "";
  const std::string style{std::istreambuf_iterator<char>(file), {}};
  const Sha256 sum = sha256(style);
  std::string text = base64url_encode({reinterpret_cast<const char*>(sum.data()), sum.size()});
  // Base64 with padding is what every browser reads there.
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return "'sha256-" + text + "='";
}

std::string content_security_policy(const std::vector<std::string>& collectors, const std::string& style) {
  std::string policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
  if (!style.empty()) policy.append(" ").append(style);
  policy.append("; img-src 'self'; worker-src 'self'; connect-src 'self'");
  for (const std::string& origin : collectors) policy.append(" ").append(origin);
  return policy.append(
      "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
      "trusted-types lit-html triptych 'allow-duplicates'");
}

std::string security_fields(const std::vector<std::string>& collectors, const std::string& style) {
  return "Content-Security-Policy: " + content_security_policy(collectors, style) +
         "\r\n"
         "X-Content-Type-Options: nosniff\r\n"
         "Referrer-Policy: no-referrer\r\n"
         "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";
}

}  // namespace triptych::server
