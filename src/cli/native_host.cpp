// SPDX-License-Identifier: MIT
// Cli: what the core asks of its host, answered by Linux and duktape.
#include "cli/native_host.h"

#include <sys/random.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>

#include <duktape.h>

namespace triptych::cli {
namespace {

// Duktape keeps characters beyond the basic plane as one; JavaScript sees two units, each of which `.` matches.
std::string as_surrogates(std::string_view utf8) {
  std::string out;
  const auto put = [&out](unsigned unit) {
    out.push_back(static_cast<char>(0xE0 | unit >> 12));
    out.push_back(static_cast<char>(0x80 | (unit >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  };
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = [&](std::size_t n) { return static_cast<unsigned>(static_cast<unsigned char>(utf8[i + n])); };
    if (byte(0) < 0xF0 || i + 3 >= utf8.size()) {
      out.push_back(utf8[i]);
      continue;
    }
    const unsigned beyond = ((byte(0) & 7) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F)) - 0x10000;
    put(0xD800 | (beyond >> 10 & 0x3FF));
    put(0xDC00 | (beyond & 0x3FF));
    i += 3;
  }
  return out;
}

}  // namespace

NativeHost::~NativeHost() {
  if (duktape_) duk_destroy_heap(static_cast<duk_context*>(duktape_));
}

Now NativeHost::now() {
  using namespace std::chrono;
  const double now =
      fixed_ ? *fixed_ : static_cast<double>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  const auto seconds = static_cast<std::time_t>(now / 1000);
  std::tm local{};
  localtime_r(&seconds, &local);
  return {now, static_cast<int>(local.tm_gmtoff / 60)};
}

std::array<std::uint8_t, 16> NativeHost::random16() {
  std::array<std::uint8_t, 16> bytes;
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
  return bytes;
}

Match NativeHost::match(std::string_view pattern, std::string_view flags, std::string_view text) {
  if (!duktape_) {
    duk_context* fresh = duk_create_heap_default();
    if (!fresh) std::abort();
    // An invalid pattern throws in the script; what duktape itself cannot do throws through pcall.
    static constexpr char kTest[] =
        "(function (p, f, t) { var r; try { r = new RegExp(p, f); } catch (e) { return 2; } return r.test(t) ? 1 : 0; })";
    duk_eval_string(fresh, kTest);
    duktape_ = fresh;
  }
  auto* context = static_cast<duk_context*>(duktape_);
  const auto push = [context](std::string_view argument) {
    const std::string units = as_surrogates(argument);
    duk_push_lstring(context, units.data(), units.size());
  };
  duk_dup(context, 0);
  push(pattern);
  push(flags);
  push(text);
  const bool ran = duk_pcall(context, 3) == DUK_EXEC_SUCCESS;
  const int answer = ran ? duk_get_int(context, -1) : 2;
  duk_pop(context);
  return answer == 2 ? Match::invalid_pattern : answer == 1 ? Match::yes : Match::no;
}

}  // namespace triptych::cli
