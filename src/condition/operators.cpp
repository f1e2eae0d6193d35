// SPDX-License-Identifier: MIT
// Condition: survey-core's OperandMaker, step by step: what evaluate.cpp has no short way for.
#include <algorithm>
#include <cmath>
#include <utility>

#include "condition/arithmetic.h"
#include "condition/dates.h"
#include "condition/letters.h"
#include "condition/machine.h"

namespace triptych::condition {
namespace {

bool is_undefined_word(const Operand& x) { return x.is(Kind::string) && x.string() == "undefined"; }

// The operator's own equality: the text "undefined" stands for undefined.
bool operator_equals(const Operand& a, const Operand& b, Order order) {
  if (is_undefined_word(a)) return is_undefined_word(b) || equals(undefined_operand(), b, {.order = order});
  return equals(a, is_undefined_word(b) ? undefined_operand() : b, {.order = order});
}

// convertForArithmeticOp: nothing becomes the neutral value of the other side's kind.
Operand neutral(const Operand& x, const Operand& second) {
  static const Array kNoItems;
  if (!is_empty(x)) return x;
  if (second.is(Kind::number)) return operand_of(0.0);
  if (x.is(Kind::string)) return x;
  if (second.is(Kind::string)) return operand_of(std::string_view());
  if (second.is(Kind::array)) {
    Operand none = second;
    none.array = &kNoItems;
    return none;
  }
  return operand_of(0.0);
}

}  // namespace

Scratch::~Scratch() {
  while (last_) delete std::exchange(last_, last_->next);
}

Value& Scratch::add(Value value, const Date* source) {
  last_ = new Kept{std::move(value), source, last_};
  return last_->value;
}

Found Lookup::find_beside_row(std::string_view name, Scratch& scratch) const { return find(kUnbound, name, scratch); }
Value Lookup::display_value(std::string_view, const Value&) const { return {}; }
Value Lookup::property_value(std::string_view, std::string_view) const { return {}; }
Value Lookup::comment(std::string_view, const Value&) const { return {}; }
Value Lookup::is_container_ready(std::string_view) const { return false; }
Value Lookup::is_display_mode() const { return {}; }

double Run::now() {
  if (!now_) now_ = host.now();
  return now_->milliseconds;
}

int Run::utc_offset() {
  now();
  return now_->utc_offset_minutes;
}

Operand Run::keep(std::string text) {
  spend(text.size() / 256);
  return operand_of(*scratch.keep(std::move(text)));
}

Value& Run::own_date(const Date* date) {
  for (Scratch::Kept* kept = scratch.last_; kept; kept = kept->next) {
    if (kept->source == date || kept->value.date() == date) return kept->value;
  }
  return scratch.add(*date, date);
}

Operand Machine::list(const Operand* items, std::size_t count) {
  Array list;
  list.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (items[i].is(Kind::array)) run_.spend(items[i].array->size());
    list.push_back(value_of(items[i]));
  }
  return run_.keep(std::move(list));
}

Operand Machine::binary(Operation operation, Operand left, Operand right) {
  const Order order = left.order == Order::strict || right.order == Order::strict ? Order::strict : Order::free;
  switch (operation) {
    case Operation::equal: return operand_of(equal(left, right, order));
    case Operation::not_equal: return operand_of(!equal(left, right, order));
    case Operation::less:
    case Operation::greater: return operand_of(ordered(operation == Operation::less, left, right));
    case Operation::less_or_equal:
    case Operation::greater_or_equal:
      return operand_of(equal(left, right, Order::free) || ordered(operation == Operation::less_or_equal, left, right));
    case Operation::contains: return operand_of(contains(left, right, true));
    case Operation::not_contains:
      return operand_of((!truthy(left) && !is_empty(right)) || contains(left, right, false));
    case Operation::any_of: return operand_of(any_of(left, right));
    case Operation::none_of: return operand_of(!any_of(left, right));
    case Operation::all_of: return operand_of(all_of(left, right));
    default: return arithmetic(operation, left, right);
  }
}

Operand Machine::arithmetic(Operation operation, Operand left, Operand right) {
  left = neutral(left, right);
  right = neutral(right, left);
  switch (operation) {
    case Operation::logic_and: return truthy(left) ? right : left;
    case Operation::logic_or: return truthy(left) ? left : right;
    case Operation::plus: return sum_any(left, right);
    case Operation::minus: {
      const int digits = std::max(decimals(left), decimals(right));
      const double difference = to_number(left) - to_number(right);
      return operand_of(digits > 0 ? rounded_to(difference, digits) : difference);
    }
    case Operation::times: {
      const int digits = decimals(left) + decimals(right);
      const double product = to_number(left) * to_number(right);
      return operand_of(digits > 0 ? rounded_to(product, digits) : product);
    }
    case Operation::divide: return truthy(right) ? operand_of(to_number(left) / to_number(right)) : null_operand();
    case Operation::modulo: return truthy(right) ? operand_of(remainder_of(to_number(left), to_number(right))) : null_operand();
    default: return operand_of(power_of(to_number(left), to_number(right)));
  }
}

// convertValForDateCompare: a text beside a date is read as a date, without its time if the other has none; a date beside a
// short text loses, in place, the fields that the text has not.
Operand Machine::aligned_date(const Operand& x, const Operand& second) {
  if (second.is(Kind::date) && x.is(Kind::string)) {
    const int offset = run_.utc_offset();
    Value& other = run_.own_date(second.date);
    DateFields of_other = fields_of(other.date()->milliseconds, offset);
    of_other.milliseconds = 0;
    other = Date{time_of(of_other, offset)};
    // createDate('') is now
    double read = x.text.size == 0 ? run_.now() : create_date(x.string(), offset);
    if (!(of_other.hours > 0 || of_other.minutes > 0 || of_other.seconds > 0)) {
      DateFields fields = fields_of(read, offset);
      fields.hours = fields.minutes = fields.seconds = 0;
      read = time_of(fields, offset);
    }
    return run_.keep_date(read);
  }
  if (second.is(Kind::string) && x.is(Kind::date)) {
    const std::size_t length = utf16_length(second.string());
    Value& own = run_.own_date(x.date);
    DateFields fields = fields_of(own.date()->milliseconds, run_.utc_offset());
    if (length < 17) fields.seconds = fields.milliseconds = 0;
    if (length < 14) fields.minutes = 0;
    if (length < 11) fields.hours = 0;
    own = Date{time_of(fields, run_.utc_offset())};
    return operand_of(own);
  }
  return x;
}

bool Machine::equal(Operand left, Operand right, Order order) {
  if (left.is(Kind::date) || right.is(Kind::date)) {
    left = aligned_date(left, right);
    right = aligned_date(right, left);
  }
  if (left.is_object() && !run_.spend(4)) return false;
  return operator_equals(left, right, order);
}

bool Machine::ordered(bool ascending, Operand left, Operand right) {
  if (left.is_nothing() || right.is_nothing()) return false;
  if (left.is(Kind::date) || right.is(Kind::date)) {
    left = aligned_date(left, right);
    right = aligned_date(right, left);
  }
  return ascending ? less_than(left, right) : less_than(right, left);
}

bool Machine::contains(Operand left, const Operand& right, bool is_contains) {
  if (left.is(Kind::array) && left.array->empty()) return !is_contains;
  const bool is_zero = left.is(Kind::number) && left.number == 0;
  if (!truthy(left) && !is_zero && !left.is(Kind::boolean)) return false;
  if (!left.is(Kind::array)) {
    if (!truthy(right)) return false;
    std::string left_buffer, right_buffer;
    const int offset = left.is(Kind::date) || right.is_object() ? run_.utc_offset() : 0;
    const std::string_view text = text_in(left, left_buffer, offset);
    const std::string_view part = text_in(right, right_buffer, offset);
    if (!run_.spend(1 + text.size() / 256)) return false;
    return (lower_case(text).find(lower_case(part)) != std::string::npos) == is_contains;
  }
  const auto has = [&](const Operand& item) {
    for (const Value& own : *left.array) {
      if (!run_.spend(1)) return false;
      if (operator_equals(operand_of(own), item, Order::free)) return true;
    }
    return false;
  };
  if (!right.is(Kind::array)) return has(right) == is_contains;
  for (const Value& item : *right.array) {
    if (!has(operand_of(item))) return !is_contains;
  }
  return is_contains;
}

bool Machine::any_of(const Operand& left, const Operand& right) {
  if (is_empty(left)) return is_empty(right);
  if (is_empty(right)) return true;
  if (!left.is(Kind::array)) return contains(right, left, true);
  if (!right.is(Kind::array)) return contains(left, right, true);
  for (const Value& item : *right.array) {
    if (contains(left, operand_of(item), true)) return true;
  }
  return false;
}

bool Machine::all_of(const Operand& left, const Operand& right) {
  if (!truthy(left) && !is_empty(right)) return false;
  if (!right.is(Kind::array)) return contains(left, right, true);
  for (const Value& item : *right.array) {
    if (!contains(left, operand_of(item), true)) return false;
  }
  return true;
}

// JavaScript's a + b.
Operand Machine::add(const Operand& a, const Operand& b) {
  const auto is_text = [](const Operand& x) { return x.is(Kind::string) || x.is_object(); };
  if (!is_text(a) && !is_text(b)) return operand_of(to_number(a) + to_number(b));
  std::string buffer;
  const int offset = a.is(Kind::date) || b.is(Kind::date) ? run_.utc_offset() : 0;
  std::string text = to_text(a, offset);
  text += text_in(b, buffer, offset);
  return run_.keep(std::move(text));
}

// Helpers.correctAfterPlusMinis(a, b, a + b)
Operand Machine::add_corrected(const Operand& a, const Operand& b) {
  Operand sum = add(a, b);
  if (sum.is(Kind::number)) {
    const int digits = std::max(decimals(a), decimals(b));
    if (digits > 0) sum.number = rounded_to(sum.number, digits);
  }
  return sum;
}

// Helpers.sumAnyValues
Operand Machine::sum_any(const Operand& a, const Operand& b) {
  if (a.is(Kind::number) && b.is(Kind::number)) return add_corrected(a, b);
  if (!std::isnan(number_or_nan(a)) && !std::isnan(number_or_nan(b))) {
    return a.is(Kind::string) || b.is(Kind::string) ? add(a, b) : add_corrected(a, b);
  }
  const bool a_is_list = a.is(Kind::array), b_is_list = b.is(Kind::array);
  if (a_is_list && b_is_list) {
    if (!run_.spend(a.array->size() + b.array->size())) return undefined_operand();
    Array both = *a.array;
    both.insert(both.end(), b.array->begin(), b.array->end());
    return run_.keep(std::move(both));
  }
  if (!a_is_list && !b_is_list) return add(a, b);
  const Array& items = *(a_is_list ? a : b).array;
  const Operand& other = a_is_list ? b : a;
  if (other.is(Kind::string)) {
    std::string text;
    for (const Value& item : items) {
      if (&item != items.data()) text += ", ";
      if (!item.is_nothing()) text += to_text(operand_of(item), run_.utc_offset());
    }
    return run_.keep(a_is_list ? text + std::string(other.string()) : std::string(other.string()) + text);
  }
  if (other.is(Kind::number)) {
    Operand total = operand_of(0.0);
    for (const Value& item : items) {
      if (item.number()) total = add_corrected(total, operand_of(item));
    }
    return add_corrected(total, other);
  }
  return add(a, b);
}

}  // namespace triptych::condition
