// SPDX-License-Identifier: MIT
// Condition: survey-core's createDate, over JavaScript's Date in a page; else ECMA-262 sections 21.4.1 and 21.4.3.2, with V8's
// reading of what is not ISO 8601 (its dateparser-inl.h).
#include "condition/dates.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#else
#include "base/calendar.h"
#endif

namespace triptych::condition {
namespace {

bool has_iso_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  for (std::size_t begin = 0; begin + kShape.size() <= text.size(); ++begin) {
    std::size_t i = 0;
    while (i < kShape.size() && (kShape[i] == '-' ? text[begin + i] == '-' : text[begin + i] >= '0' && text[begin + i] <= '9')) {
      ++i;
    }
    if (i == kShape.size()) return true;
  }
  return false;
}

}  // namespace

double time_clip(double milliseconds) {
  return std::fabs(milliseconds) <= 8.64e15 ? std::trunc(milliseconds) + 0.0 : std::nan("");
}

double create_date(std::string_view text, int utc_offset_minutes) {
  const std::size_t t = text.find('T');
  if ((t == std::string_view::npos || t == 0) && has_iso_date(text) && !std::isnan(parse_date(text, utc_offset_minutes))) {
    return parse_date(std::string(text) + "T00:00:00", utc_offset_minutes);
  }
  return parse_date(text, utc_offset_minutes);
}

#ifdef __EMSCRIPTEN__

// clang-format off
EM_JS(double, triptych_date_parse, (const char* text), { return new Date(UTF8ToString(text)).getTime(); })
EM_JS(void, triptych_date_fields, (double time, double* fields), {
  const date = new Date(time);
  HEAPF64.set([date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds(), date.getDay()], fields >> 3);
})
EM_JS(double, triptych_date_time, (double year, double month, double day, double hours, double minutes, double seconds, double milliseconds), {
  const date = new Date(0);
  date.setFullYear(year, month, day);
  return date.setHours(hours, minutes, seconds, milliseconds);
})
EM_JS(int, triptych_date_text, (double time, char* into, int size), { return stringToUTF8(String(new Date(time)), into, size); })
// clang-format on

DateFields fields_of(double milliseconds, int) {
  DateFields fields;
  triptych_date_fields(milliseconds, &fields.year);
  return fields;
}

double time_of(const DateFields& f, int) {
  return triptych_date_time(f.year, f.month, f.day, f.hours, f.minutes, f.seconds, f.milliseconds);
}

double parse_date(std::string_view text, int) { return triptych_date_parse(std::string(text).c_str()); }

std::string date_text(double milliseconds, int) {
  char text[128];
  return {text, static_cast<std::size_t>(triptych_date_text(milliseconds, text, sizeof text))};
}

#else

namespace {

constexpr double kDay = 86'400'000;
constexpr int kNone = -1'000'000'000;

bool between(int x, int least, int most) { return x >= least && x <= most; }
bool is_month(int x) { return between(x, 1, 12); }
bool is_day(int x) { return between(x, 1, 31); }
bool is_hour(int x) { return between(x, 0, 23); }
bool is_minute(int x) { return between(x, 0, 59); }

enum class TokenKind : std::uint8_t { end, invalid, number, symbol, word, space, unknown };
enum class Word : std::uint8_t { garbage, month, am_pm, zone, time_separator };

struct Token {
  TokenKind kind;
  int length = 0;  ///< characters
  int value = 0;   ///< number, symbol, or what the word means
  Word word = Word::garbage;

  bool is_symbol(char c) const { return kind == TokenKind::symbol && value == c; }
  bool is_sign() const { return is_symbol('+') || is_symbol('-'); }
  bool is_number() const { return kind == TokenKind::number; }
  bool is_digits(int count) const { return is_number() && length == count; }
  bool is_utc() const { return kind == TokenKind::word && word == Word::zone && length == 1; }
};

struct Keyword {
  char prefix[4];
  Word word;
  int value;
};

constexpr Keyword kKeywords[] = {
    {"jan", Word::month, 1}, {"feb", Word::month, 2},  {"mar", Word::month, 3},  {"apr", Word::month, 4},
    {"may", Word::month, 5}, {"jun", Word::month, 6},  {"jul", Word::month, 7},  {"aug", Word::month, 8},
    {"sep", Word::month, 9}, {"oct", Word::month, 10}, {"nov", Word::month, 11}, {"dec", Word::month, 12},
    {"am", Word::am_pm, 0},  {"pm", Word::am_pm, 12},  {"ut", Word::zone, 0},    {"utc", Word::zone, 0},
    {"z", Word::zone, 0},    {"gmt", Word::zone, 0},   {"cdt", Word::zone, -5},  {"cst", Word::zone, -6},
    {"edt", Word::zone, -4}, {"est", Word::zone, -5},  {"mdt", Word::zone, -6},  {"mst", Word::zone, -7},
    {"pdt", Word::zone, -7}, {"pst", Word::zone, -8},  {"t", Word::time_separator, 0},
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text), token_(scan()) {}

  const Token& peek() const { return token_; }
  Token next() {
    const Token token = token_;
    token_ = scan();
    return token;
  }
  bool skip(char symbol) {
    if (!token_.is_symbol(symbol)) return false;
    token_ = scan();
    return true;
  }

 private:
  static bool is_letter(char c) { return static_cast<std::uint8_t>(c) >= 0x41; }  // V8: "alpha or above"
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  Token scan() {
    const std::size_t begin = at_;
    const auto length = [&] { return static_cast<int>(at_ - begin); };
    if (at_ == text_.size()) return {TokenKind::end};
    const char c = current();
    if (is_digit(c)) {
      while (current() == '0') ++at_;
      int number = 0;
      for (int significant = 0; is_digit(current()); ++at_) {
        if (++significant <= 9) number = number * 10 + (current() - '0');
      }
      return {TokenKind::number, length(), number};
    }
    if (c == ':' || c == '-' || c == '+' || c == '.' || c == ')') {
      ++at_;
      return {TokenKind::symbol, 1, c};
    }
    if (is_letter(c)) {
      char prefix[4] = "";
      while (is_letter(current())) {
        if (at_ - begin < 3) prefix[at_ - begin] = static_cast<char>(current() | 0x20);
        ++at_;
      }
      for (const Keyword& keyword : kKeywords) {
        if (std::string_view(keyword.prefix) == prefix && (at_ - begin <= 3 || keyword.word == Word::month)) {
          return {TokenKind::word, length(), keyword.value, keyword.word};
        }
      }
      return {TokenKind::word, length()};
    }
    if (is_space(c)) {
      while (is_space(current()) && at_ < text_.size()) ++at_;
      return {TokenKind::space, length()};
    }
    if (c == '(') {
      int depth = 0;
      do {
        if (current() == '(') ++depth;
        if (current() == ')') --depth;
        ++at_;
      } while (depth > 0 && at_ < text_.size());
      return {TokenKind::unknown};
    }
    ++at_;
    return {TokenKind::unknown};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Token token_;
};

int milliseconds_of(const Token& token) {
  int number = token.value;
  int length = token.length;
  if (length == 1) return number * 100;
  if (length == 2) return number * 10;
  if (length > 9) length = 9;  // as many digits as the number kept
  for (; length > 3; --length) number /= 10;
  return number;
}

class DateReader {
 public:
  DateReader(std::string_view text, int utc_offset_minutes) : tokens_(text), offset_(utc_offset_minutes) {}

  double read() {
    Token token = read_iso();
    if (token.kind == TokenKind::invalid) return std::nan("");
    bool has_number = days_ > 0;
    if (token.kind == TokenKind::end) token = tokens_.next();
    for (; token.kind != TokenKind::end; token = tokens_.next()) {
      if (!read_legacy(token, has_number)) return std::nan("");
    }
    return written();
  }

 private:
  void add_day(int n) { day_[days_++] = n; }
  bool add_time(int n) {
    if (times_ == 4) return false;
    time_[times_++] = n;
    return true;
  }
  void finish_time(int n) {
    add_time(n);
    while (times_ < 4) add_time(0);
  }
  bool time_expects(int n) const {
    return ((times_ == 1 || times_ == 2) && is_minute(n)) || (times_ == 3 && between(n, 0, 999));
  }
  void set_zone(int hours) {
    sign_ = hours < 0 ? -1 : 1;
    zone_hour_ = hours * sign_;
    zone_minute_ = 0;
  }

  // A token to go on with in the legacy way; end if the text was ISO 8601; invalid.
  Token read_iso() {
    const Token invalid{TokenKind::invalid};
    if (tokens_.peek().is_sign()) {
      const Token sign = tokens_.next();
      if (!tokens_.peek().is_digits(6)) return sign;
      const int year = tokens_.next().value;
      if (sign.value == '-' && year == 0) return sign;
      add_day(sign.value == '-' ? -year : year);
    } else if (tokens_.peek().is_digits(4)) {
      add_day(tokens_.next().value);
    } else {
      return tokens_.next();
    }
    if (tokens_.skip('-')) {
      if (!tokens_.peek().is_digits(2) || !is_month(tokens_.peek().value)) return tokens_.next();
      add_day(tokens_.next().value);
      if (tokens_.skip('-')) {
        if (!tokens_.peek().is_digits(2) || !is_day(tokens_.peek().value)) return tokens_.next();
        add_day(tokens_.next().value);
      }
    }
    if (tokens_.peek().kind != TokenKind::word || tokens_.peek().word != Word::time_separator) {
      if (tokens_.peek().kind != TokenKind::end) return tokens_.next();
    } else {
      tokens_.next();
      const auto two_digits = [this](int least, int most) {
        return tokens_.peek().is_digits(2) && between(tokens_.peek().value, least, most);
      };
      if (!two_digits(0, 24)) return invalid;
      const bool is_24 = tokens_.peek().value == 24;  // 24:00 alone
      const int most = is_24 ? 0 : 59;
      add_time(tokens_.next().value);
      if (!tokens_.skip(':') || !two_digits(0, most)) return invalid;
      add_time(tokens_.next().value);
      if (tokens_.skip(':')) {
        if (!two_digits(0, most)) return invalid;
        add_time(tokens_.next().value);
        if (tokens_.skip('.')) {
          if (!tokens_.peek().is_number() || (is_24 && tokens_.peek().value > 0)) return invalid;
          add_time(milliseconds_of(tokens_.next()));
        }
      }
      if (tokens_.peek().is_utc()) {
        tokens_.next();
        set_zone(0);
      } else if (tokens_.peek().is_sign()) {
        sign_ = tokens_.next().value == '+' ? 1 : -1;
        if (tokens_.peek().is_digits(4)) {
          const int hour_minute = tokens_.next().value;
          zone_hour_ = hour_minute / 100;
          zone_minute_ = hour_minute % 100;
          if (!is_hour(zone_hour_) || !is_minute(zone_minute_)) return invalid;
        } else {
          if (!two_digits(0, 23)) return invalid;
          zone_hour_ = tokens_.next().value;
          if (!tokens_.skip(':') || !two_digits(0, 59)) return invalid;
          zone_minute_ = tokens_.next().value;
        }
      }
      if (tokens_.peek().kind != TokenKind::end) return invalid;
    }
    if (sign_ == kNone && times_ == 0) set_zone(0);
    is_iso_ = true;
    return {TokenKind::end};
  }

  bool read_legacy(const Token& token, bool& has_number) {
    if (token.is_number()) return read_number(token.value, has_number);
    if (token.kind == TokenKind::word) return read_word(token, has_number);
    if (token.is_sign() && ((zone_hour_ == 0 && zone_minute_ == 0) || times_ > 0)) return read_offset(token, has_number);
    return !((token.is_sign() || token.is_symbol(')')) && has_number);
  }

  bool read_number(int n, bool& has_number) {
    has_number = true;
    if (tokens_.skip(':')) {
      if (tokens_.skip(':')) {
        if (times_ > 0) return false;
        add_time(n);
        add_time(0);
      } else {
        if (!add_time(n)) return false;
        tokens_.skip('.');
      }
    } else if (tokens_.peek().is_symbol('.') && time_expects(n)) {
      tokens_.next();
      add_time(n);
      if (!tokens_.peek().is_number()) return false;
      finish_time(milliseconds_of(tokens_.next()));
    } else {
      tokens_.skip('.');
      if (zone_hour_ != kNone && zone_minute_ == kNone && is_minute(n)) {
        zone_minute_ = n;
      } else if (time_expects(n)) {
        finish_time(n);
        const Token& peek = tokens_.peek();
        return peek.kind == TokenKind::end || peek.kind == TokenKind::space || peek.is_utc() || peek.is_sign();
      } else {
        if (days_ == 3) return false;
        add_day(n);
        tokens_.skip('-');
      }
    }
    return true;
  }

  bool read_word(const Token& token, bool has_number) {
    if (token.word == Word::am_pm && times_ > 0) {
      hour_offset_ = token.value;
    } else if (token.word == Word::month) {
      named_month_ = token.value;
      tokens_.skip('-');
    } else if (token.word == Word::zone && has_number) {
      set_zone(token.value);
    } else {
      return !has_number && !tokens_.peek().is_number();
    }
    return true;
  }

  bool read_offset(const Token& token, bool& has_number) {
    sign_ = token.value == '+' ? 1 : -1;
    int n = 0;
    int length = 0;
    if (tokens_.peek().is_number()) {
      const Token number = tokens_.next();
      n = number.value;
      length = number.length;
    }
    has_number = true;
    if (tokens_.peek().is_symbol(':')) {
      zone_hour_ = n;
      zone_minute_ = kNone;
    } else if (length == 1 || length == 2) {
      zone_hour_ = n;
      zone_minute_ = 0;
    } else if (length == 3 || length == 4) {
      zone_hour_ = n / 100;
      zone_minute_ = n % 100;
    } else {
      return false;
    }
    return true;
  }

  double written() {
    if (days_ == 0) return std::nan("");
    while (days_ < 3) add_day(1);
    int year = 0;
    int month = named_month_;
    int day = 0;
    if (named_month_ == kNone) {
      const bool year_first = is_iso_ || !is_day(day_[0]);
      year = day_[year_first ? 0 : 2];
      month = day_[year_first ? 1 : 0];
      day = day_[year_first ? 2 : 1];
    } else {
      const bool year_first = !is_day(day_[0]);
      year = day_[year_first ? 0 : 1];
      day = day_[year_first ? 1 : 0];
    }
    if (!is_iso_ && between(year, 0, 99)) year += year < 50 ? 2000 : 1900;
    if (!is_month(month) || !is_day(day)) return std::nan("");

    while (times_ < 4) add_time(0);
    if (hour_offset_ != kNone) {
      if (!between(time_[0], 0, 12)) return std::nan("");
      time_[0] = time_[0] % 12 + hour_offset_;
    }
    const bool in_a_day = is_hour(time_[0]) && is_minute(time_[1]) && is_minute(time_[2]) && between(time_[3], 0, 999);
    if (!in_a_day && !(time_[0] == 24 && time_[1] == 0 && time_[2] == 0 && time_[3] == 0)) return std::nan("");

    int offset = offset_;
    if (sign_ != kNone) {
      offset = sign_ * ((zone_hour_ == kNone ? 0 : zone_hour_) * 60 + (zone_minute_ == kNone ? 0 : zone_minute_));
    }
    return time_of({double(year), double(month - 1), double(day), double(time_[0]), double(time_[1]), double(time_[2]),
                    double(time_[3]), 0},
                   offset);
  }

  Tokens tokens_;
  int offset_;
  int day_[3] = {};
  int days_ = 0;
  int time_[4] = {};
  int times_ = 0;
  int named_month_ = kNone;
  int hour_offset_ = kNone;
  int sign_ = kNone;
  int zone_hour_ = kNone;
  int zone_minute_ = kNone;
  bool is_iso_ = false;
};

}  // namespace

DateFields fields_of(double milliseconds, int utc_offset_minutes) {
  if (std::isnan(milliseconds)) {
    return {milliseconds, milliseconds, milliseconds, milliseconds, milliseconds, milliseconds, milliseconds, milliseconds};
  }
  const double local = milliseconds + utc_offset_minutes * 60'000.0;
  const double day = std::floor(local / kDay);
  const CivilDate date = civil_from_days(static_cast<std::int64_t>(day));
  const auto rest = static_cast<int>(local - day * kDay);
  return {double(date.year),         double(date.month - 1),     double(date.day),   double(rest / 3'600'000),
          double(rest / 60'000 % 60), double(rest / 1000 % 60), double(rest % 1000),
          double(((static_cast<std::int64_t>(day) + 4) % 7 + 7) % 7)};  // 1970-01-01 was a Thursday
}

double time_of(const DateFields& f, int utc_offset_minutes) {
  // MakeDay and MakeTime of ECMA-262 21.4.1: each field is truncated, then carried.
  const double years = std::trunc(f.year) + std::floor(std::trunc(f.month) / 12);
  const double month = std::trunc(f.month) - std::floor(std::trunc(f.month) / 12) * 12;
  if (!(std::fabs(years) <= 400'000) || !(month >= 0)) return std::nan("");
  const auto first = static_cast<double>(days_from_civil({static_cast<int>(years), static_cast<int>(month) + 1, 1}));
  const double day = first + std::trunc(f.day) - 1;
  const double time = std::trunc(f.hours) * 3'600'000 + std::trunc(f.minutes) * 60'000 + std::trunc(f.seconds) * 1000 +
                      std::trunc(f.milliseconds);
  return time_clip(day * kDay + time - utc_offset_minutes * 60'000.0);
}

double parse_date(std::string_view text, int utc_offset_minutes) { return DateReader(text, utc_offset_minutes).read(); }

std::string date_text(double milliseconds, int utc_offset_minutes) {
  if (std::isnan(milliseconds)) return "Invalid Date";
  static constexpr char kDays[] = "SunMonTueWedThuFriSat";
  static constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const DateFields f = fields_of(milliseconds, utc_offset_minutes);
  std::string text(kDays + 3 * static_cast<int>(f.weekday), 3);
  text.push_back(' ');
  text.append(kMonths + 3 * static_cast<int>(f.month), 3);
  const auto put = [&text](char separator, double number, std::size_t width) {
    const std::string digits = std::to_string(static_cast<int>(number));
    text.push_back(separator);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
  };
  put(' ', f.day, 2);
  if (f.year < 0) {
    text.push_back(' ');
    put('-', -f.year, 6);
  } else {
    put(' ', f.year, 4);
  }
  put(' ', f.hours, 2);
  put(':', f.minutes, 2);
  put(':', f.seconds, 2);
  const int offset = utc_offset_minutes < 0 ? -utc_offset_minutes : utc_offset_minutes;
  text += " GMT";
  put(utc_offset_minutes < 0 ? '-' : '+', offset / 60 * 100 + offset % 60, 4);
  if (utc_offset_minutes == 0) text += " (Coordinated Universal Time)";
  return text;
}

#endif

}  // namespace triptych::condition
