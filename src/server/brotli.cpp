// SPDX-License-Identifier: MIT
// Server: brotli through Debian's libbrotli.
#include "server/brotli.h"

#include <brotli/encode.h>

namespace triptych::server {

std::string brotli_of(std::string_view bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (BrotliEncoderCompress(6, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, bytes.size(), in, &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_FALSE) {
    return {};
  }
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

}  // namespace triptych::server
