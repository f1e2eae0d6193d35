// SPDX-License-Identifier: MIT
// Condition: ECMA-262's conversions, and survey-core's Helpers over them (isValueEmpty, getNumber, checkIfValuesEqual).
#include "condition/operand.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "condition/dates.h"
#include "condition/letters.h"
#include "json/number.h"

namespace triptych::condition {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// "0x1f", "0b1", "0o7" without sign, all digits; NaN else.
double prefixed_number(std::string_view text, unsigned radix) {
  double value = 0;
  if (text.empty()) return kNaN;
  for (const char c : text) {
    const char letter = static_cast<char>(c | 0x20);
    const unsigned digit = c >= '0' && c <= '9'              ? static_cast<unsigned>(c - '0')
                           : letter >= 'a' && letter <= 'f' ? static_cast<unsigned>(letter - 'a') + 10
                                                            : 99;
    if (digit >= radix) return kNaN;
    value = value * radix + digit;
  }
  return value;
}

double parse_float(std::string_view text) {
  text = trimmed(text);
  const std::size_t length = decimal_prefix(text);
  return length == 0 ? kNaN : decimal_value(text.substr(0, length));
}

// parseInt(text) without a radix.
double parse_int(std::string_view text) {
  text = trimmed(text);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  double value = kNaN;
  std::size_t length = 0;
  if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
    text.remove_prefix(2);
    while (length < text.size() && !std::isnan(prefixed_number(text.substr(length, 1), 16))) ++length;
    value = prefixed_number(text.substr(0, length), 16);
  } else {
    while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
    if (length > 0) value = decimal_value(text.substr(0, length));
  }
  return negative ? -value : value;
}

// parseInt and parseFloat of a number read its text: an exponent is cut off by the first.
double parse_int(double value) {
  const double size = std::fabs(value);
  if (std::isfinite(value) && (size >= 1e21 || (size < 1e-6 && size > 0))) return parse_int(json::number_text(value));
  return std::isfinite(value) ? std::trunc(value) : kNaN;
}

// a and b are both convertible, and parseInt and parseFloat agree on them.
bool same_parsed_number(const Operand& a, const Operand& b) {
  const auto parsed = [](const Operand& x, double& as_int, double& as_float) {
    if (x.is(Kind::number)) {
      as_float = x.number;
      as_int = parse_int(x.number);
    } else {
      as_float = parse_float(x.string());
      as_int = parse_int(x.string());
    }
  };
  const auto convertible = [](const Operand& x) {
    return x.is(Kind::number) ? !std::isnan(x.number) : x.is(Kind::string) && !std::isnan(to_number(x.string()));
  };
  // A boolean or a date is convertible too, but its text parses to NaN.
  if (!convertible(a) || !convertible(b)) return false;
  double a_int, a_float, b_int, b_float;
  parsed(a, a_int, a_float);
  parsed(b, b_int, b_float);
  return a_int == b_int && a_float == b_float;
}

bool same_text(std::string_view a, std::string_view b, const Comparison& comparison) {
  if (a == b) return true;
  const auto may_have_spaces = [](std::string_view text) {
    const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
    return !text.empty() && !(is_plain(text.front()) && is_plain(text.back()));
  };
  if (comparison.spaces == Spaces::trimmed) {
    if (may_have_spaces(a)) a = trimmed(a);
    if (may_have_spaces(b)) b = trimmed(b);
  }
  return comparison.letter_case == LetterCase::kept ? a == b : same_letters(a, b);
}

// JavaScript's default order of sort(): by text, undefined last.
bool sorts_before(const Value& a, const Value& b) {
  if (a.is_undefined() || b.is_undefined()) return !a.is_undefined();
  std::string a_buffer, b_buffer;
  return utf16_less(text_in(operand_of(a), a_buffer, 0), text_in(operand_of(b), b_buffer, 0));
}

// By insertion, the place found by halving: stable, and small.
std::vector<const Value*> sorted(const Array& items) {
  std::vector<const Value*> out;
  out.reserve(items.size());
  for (const Value& item : items) {
    std::size_t least = 0, most = out.size();
    while (least < most) {
      const std::size_t middle = (least + most) / 2;
      if (sorts_before(item, *out[middle])) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(least), &item);
  }
  return out;
}

bool equal_arrays(const Array& a, const Array& b, const Comparison& comparison) {
  if (a.size() != b.size()) return false;
  const bool in_order = comparison.order == Order::strict || a.size() < 2;
  const std::vector<const Value*> x = in_order ? std::vector<const Value*>() : sorted(a);
  const std::vector<const Value*> y = in_order ? std::vector<const Value*>() : sorted(b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!equals(operand_of(in_order ? a[i] : *x[i]), operand_of(in_order ? b[i] : *y[i]), comparison)) return false;
  }
  return true;
}

// Own members: those of an object, the items of an array, none of a date.
std::size_t count_members(const Operand& x) {
  return x.is(Kind::object) ? x.object->size() : x.is(Kind::array) ? x.array->size() : 0;
}

bool has_member(const Operand& x, std::string_view name) {
  return x.is(Kind::object) ? x.object->find(name) != nullptr : name != "length" && !property_of(x, name).is(Kind::undefined);
}

bool equal_members(const Operand& a, const Operand& b, const Comparison& comparison) {
  if (count_members(a) != count_members(b)) return false;
  const auto same = [&](std::string_view name, const Value& value) {
    return has_member(b, name) && equals(operand_of(value), property_of(b, name), comparison);
  };
  if (a.is(Kind::object)) {
    for (const Member& member : *a.object) {
      if (!same(member.name, member.value)) return false;
    }
  } else if (a.is(Kind::array)) {
    for (std::size_t i = 0; i < a.array->size(); ++i) {
      if (!same(std::to_string(i), (*a.array)[i])) return false;
    }
  }
  return true;
}

// x === y
bool identical(const Operand& a, const Operand& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::boolean: return a.boolean == b.boolean;
    case Kind::number: return a.number == b.number;
    case Kind::string: return a.string() == b.string();
    case Kind::date: return a.date == b.date;
    case Kind::array: return a.array == b.array;
    case Kind::object: return a.object == b.object;
    default: return true;
  }
}

// x == y of two that are no objects
bool loosely_equal(const Operand& a, const Operand& b) {
  if (a.is_nothing() || b.is_nothing()) return a.is_nothing() && b.is_nothing();
  if (a.is(Kind::string) && b.is(Kind::string)) return a.string() == b.string();
  return to_number(a) == to_number(b);
}

}  // namespace

Value value_of(const Operand& x) {
  switch (x.kind) {
    case Kind::undefined: return {};
    case Kind::null: return Null{};
    case Kind::boolean: return x.boolean;
    case Kind::number: return x.number;
    case Kind::string: return x.string();
    case Kind::date: return *x.date;
    case Kind::array: return *x.array;
    case Kind::object: return *x.object;
  }
  return {};
}

bool truthy(const Operand& x) {
  switch (x.kind) {
    case Kind::undefined:
    case Kind::null: return false;
    case Kind::boolean: return x.boolean;
    case Kind::number: return x.number != 0 && !std::isnan(x.number);
    case Kind::string: return x.text.size > 0;
    default: return true;
  }
}

double to_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return 0;
  if (text[0] == '0' && text.size() > 1) {
    const char radix = static_cast<char>(text[1] | 0x20);
    if (radix == 'x') return prefixed_number(text.substr(2), 16);
    if (radix == 'o') return prefixed_number(text.substr(2), 8);
    if (radix == 'b') return prefixed_number(text.substr(2), 2);
  }
  return decimal_prefix(text) == text.size() ? decimal_value(text) : kNaN;
}

double to_number(const Operand& x) {
  switch (x.kind) {
    case Kind::null: return 0;
    case Kind::boolean: return x.boolean ? 1 : 0;
    case Kind::number: return x.number;
    case Kind::string: return to_number(x.string());
    case Kind::date: return x.date->milliseconds;
    case Kind::array: return to_number(to_text(x, 0));
    default: return kNaN;
  }
}

std::string to_text(const Operand& x, int utc_offset_minutes) {
  switch (x.kind) {
    case Kind::undefined: return "undefined";
    case Kind::null: return "null";
    case Kind::boolean: return x.boolean ? "true" : "false";
    case Kind::number: return json::number_text(x.number);
    case Kind::string: return std::string(x.string());
    case Kind::date: return date_text(x.date->milliseconds, utc_offset_minutes);
    case Kind::object: return "[object Object]";
    case Kind::array: break;
  }
  std::string text;
  for (const Value& item : *x.array) {
    if (&item != x.array->data()) text.push_back(',');
    if (!item.is_nothing()) text += to_text(operand_of(item), utc_offset_minutes);
  }
  return text;
}

std::string_view text_in(const Operand& x, std::string& buffer, int utc_offset_minutes) {
  if (x.is(Kind::string)) return x.string();
  buffer = to_text(x, utc_offset_minutes);
  return buffer;
}

bool is_empty(const Operand& x) {
  switch (x.kind) {
    case Kind::undefined:
    case Kind::null: return true;
    case Kind::number: return std::isnan(x.number);
    case Kind::string: return x.text.size == 0;
    case Kind::array: return x.array->empty();
    case Kind::object:
      for (const Member& member : *x.object) {
        if (!is_empty(operand_of(member.value))) return false;
      }
      return true;
    default: return false;
  }
}

std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  if (text.substr(0, 2) == "0x") {
    const double value = text.size() > 32 ? kNaN : parse_int(text);
    if (std::isnan(value)) return std::nullopt;
    return value;
  }
  // Quickly past the many texts that are no numbers: Number(text) needs one of these in front.
  const char first = text[0];
  if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.' && first != ',') return std::nullopt;
  if (text.size() > 15 && text.find_first_not_of("0123456789") == std::string_view::npos) return std::nullopt;
  const std::size_t comma = text.find(',');
  std::string with_point;
  if (comma != std::string_view::npos && text.find(',', comma + 1) == std::string_view::npos) {
    with_point = text;
    with_point[comma] = '.';
    text = with_point;
  }
  const double value = parse_float(text);
  if (std::isnan(value) || !std::isfinite(to_number(text))) return std::nullopt;
  return value;
}

double number_or_nan(const Operand& x) {
  switch (x.kind) {
    case Kind::number: return std::isfinite(x.number) ? x.number : kNaN;
    case Kind::string: return number_in(x.string()).value_or(kNaN);
    case Kind::array: {
      const std::string text = to_text(x, 0);
      return std::isfinite(to_number(text)) ? parse_float(text) : kNaN;
    }
    default: return kNaN;
  }
}

int decimals(const Operand& x) {
  if (x.is(Kind::number) && (!std::isfinite(x.number) || std::floor(x.number) == x.number)) return 0;
  if (std::isnan(number_or_nan(x))) return 0;
  std::string buffer;
  const std::string_view text = text_in(x, buffer, 0);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return 0;
  return static_cast<int>(std::min(text.find('.', point + 1), text.size()) - point - 1);
}

double rounded_to(double value, int digits) {
  // value × 10^digits in twice the precision (Dekker), rounded half up, divided again: all exact below 2^53. Where the product
  // is larger, the decimal grid is finer than the doubles and the text reads back as the same value.
  if (digits > 22) return std::fabs(value) < 0.5e-22 ? 0 : value;
  double scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const double size = std::fabs(value);
  const double product = size * scale;
  if (!(product < 9007199254740992.0)) return value;
  const auto split = [](double x) {
    const double t = x * 134217729.0;
    return t - (t - x);
  };
  const double size_high = split(size), size_low = size - size_high;
  const double scale_high = split(scale), scale_low = scale - scale_high;
  const double error = ((size_high * scale_high - product) + size_high * scale_low + size_low * scale_high) + size_low * scale_low;
  const double whole = std::floor(product);
  const double rest = product - whole;
  const bool up = rest > 0.5 || (rest == 0.5 && error >= 0);
  const double rounded = (up ? whole + 1 : whole) / scale;
  return value < 0 ? -rounded : rounded;
}

bool equals(const Operand& a, const Operand& b, const Comparison& comparison) {
  if (identical(a, b)) return true;
  const auto is_empty_array = [](const Operand& x) { return x.is(Kind::array) && x.array->empty(); };
  const auto is_empty_text = [](const Operand& x) { return x.is(Kind::string) && x.text.size == 0; };
  if (is_empty_array(a) && b.is(Kind::undefined)) return true;
  if (is_empty_array(b) && a.is(Kind::undefined)) return true;
  if (a.is_nothing() && is_empty_text(b)) return true;
  if (b.is_nothing() && is_empty_text(a)) return true;
  if (a.is(Kind::number) && b.is(Kind::number)) return false;
  if (a.is(Kind::string) && b.is(Kind::string)) return same_text(a.string(), b.string(), comparison);
  if (a.is(Kind::date) && b.is(Kind::date)) return a.date->milliseconds == b.date->milliseconds;
  if (comparison.numbers == Numbers::converted && same_parsed_number(a, b)) return true;
  if (is_empty(a) != is_empty(b)) return false;
  const auto is_boolean_text = [](const Operand& boolean, const Operand& text) {
    return lower_case(text.string()) == (boolean.boolean ? "true" : "false");
  };
  if (a.is(Kind::boolean) && b.is(Kind::string)) return is_boolean_text(a, b);
  if (b.is(Kind::boolean) && a.is(Kind::string)) return is_boolean_text(b, a);
  const bool as_written = comparison.numbers == Numbers::kept && (a.is(Kind::number) || b.is(Kind::number));
  if (!a.is_object() && !b.is_object() && !as_written) return loosely_equal(a, b);
  if (!a.is_object() || !b.is_object()) return false;
  if (a.is(Kind::array) && b.is(Kind::array)) return equal_arrays(*a.array, *b.array, comparison);
  return equal_members(a, b, comparison);
}

bool less_than(const Operand& a, const Operand& b) {
  const auto is_text = [](const Operand& x) { return x.is(Kind::string) || x.is(Kind::array) || x.is(Kind::object); };
  if (is_text(a) && is_text(b)) {
    std::string a_buffer, b_buffer;
    return utf16_less(text_in(a, a_buffer, 0), text_in(b, b_buffer, 0));
  }
  return to_number(a) < to_number(b);
}

bool is_true(const Operand& x) {
  switch (x.kind) {
    case Kind::boolean: return x.boolean;
    case Kind::number:
    case Kind::string:
    case Kind::array: return to_number(x) == 1;
    default: return false;
  }
}

Operand property_of(const Operand& x, std::string_view name) {
  if (x.is(Kind::object)) {
    const Value* value = x.object->find(name);
    return value ? operand_of(*value) : undefined_operand();
  }
  if (x.is(Kind::string) && name == "length") return operand_of(static_cast<double>(utf16_length(x.string())));
  if (!x.is(Kind::array)) return undefined_operand();
  if (name == "length") return operand_of(static_cast<double>(x.array->size()));
  const Value* item = item_named(*x.array, name);
  return item ? operand_of(*item) : undefined_operand();
}

const Value* item_named(const Array& items, std::string_view name) {
  if (name.empty() || (name[0] == '0' && name.size() > 1)) return nullptr;
  std::size_t index = 0;
  for (const char c : name) {
    if (c < '0' || c > '9' || index >= items.size()) return nullptr;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  return index < items.size() ? &items[index] : nullptr;
}

void convert_text(Operand& x) {
  const std::string_view text = x.string();
  if (text.empty()) return;
  const char first = text[0];
  const auto is_quote = [](char c) { return c == '\'' || c == '"'; };
  if ((text.size() == 4 && (first | 0x20) == 't') || (text.size() == 5 && (first | 0x20) == 'f')) {
    const auto spells = [text](std::string_view word) {
      return std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return (a | 0x20) == b; });
    };
    if (spells(text.size() == 4 ? "true" : "false")) return x.set(text.size() == 4);
  }
  if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) return;  // most texts: no quote, no number
  if (text.size() > 1 && is_quote(first) && is_quote(text.back())) return x.set(text.substr(1, text.size() - 2));
  const std::optional<double> number = number_in(text);
  const bool has_leading_zero = first == '0' && text.substr(0, 2) != "0x" && text.size() > 1 && text[1] != '.' && text[1] != ',';
  if (number && !has_leading_zero) x.set(*number);
}

}  // namespace triptych::condition
