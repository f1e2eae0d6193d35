// SPDX-License-Identifier: MIT
// Condition: survey-core's functionsfactory.ts. displayValue, propertyValue, getComment, isContainerReady and isDisplayMode ask
// the Lookup. Absent parameters are undefined, as in JavaScript.
#include "condition/functions.h"

#include <cmath>
#include <limits>

#include "base/calendar.h"
#include "condition/arithmetic.h"
#include "condition/dates.h"
#include "condition/letters.h"
#include "condition/machine.h"
#include "condition/resolve.h"
#include "json/number.h"

namespace triptych::condition {
namespace {

constexpr int kNesting = 16;  // a sumInArray inside the condition of a sumInArray…
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// The members of one row before the survey.
class RowLookup : public Lookup {
 public:
  RowLookup(const Value& row, const Lookup& world) : row_(row), world_(world) {}
  Found find(std::size_t index, std::string_view name, Scratch& scratch) const override {
    const Found found = row_.find(index, name, scratch);
    return found.value ? found : world_.find_beside_row(name, scratch);
  }

 private:
  ObjectLookup row_;
  const Lookup& world_;
};

// Math.round, whose halves go up.
double rounded(double x) {
  const double whole = std::floor(x);
  return x - whole >= 0.5 ? whole + 1 : whole;
}

Operand round_of(const std::vector<Operand>& items) {
  if (items.empty()) return operand_of(kNaN);
  const double number = number_or_nan(items[0]);
  const double precision = items.size() > 1 && truthy(items[1]) ? number_or_nan(items[1]) : 0;
  if (std::isnan(number) || std::isnan(precision)) return operand_of(kNaN);
  const double scale = power_of(10, precision);
  return operand_of(rounded(number * scale * (1 + std::numeric_limits<double>::epsilon())) / scale);
}

// Number(text.match(/^-?\d+(?:.\d{0,precision})?/)[0]): the point may be any character, and a precision that is no natural
// number makes no quantifier.
Operand trunc_of(const std::vector<Operand>& items) {
  if (items.empty()) return operand_of(kNaN);
  const double number = number_or_nan(items[0]);
  const double precision = items.size() > 1 && truthy(items[1]) ? number_or_nan(items[1]) : -1;
  if (std::isnan(number) || std::isnan(precision)) return operand_of(kNaN);
  const std::string text = json::number_text(number);
  const auto is_digit = [&text](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t end = text[0] == '-' ? 1 : 0;
  while (is_digit(end)) ++end;
  if (precision >= 0 && std::floor(precision) == precision && end < text.size()) {
    ++end;
    for (double left = precision; left > 0 && is_digit(end); --left) ++end;
  }
  return operand_of(to_number(std::string_view(text).substr(0, end)));
}

Operand substring_of(const Operand* arguments, std::size_t count, Run& run) {
  const Operand none = operand_of(std::string_view());
  if (count < 2 || !arguments[0].is(Kind::string) || std::isnan(number_or_nan(arguments[1]))) return none;
  const std::string_view text = arguments[0].string();
  const double length = static_cast<double>(utf16_length(text));
  const auto clamped = [length](const Operand& x) {
    const double position = std::trunc(to_number(x));
    return position > 0 ? std::fmin(position, length) : 0;  // NaN is 0
  };
  double begin = clamped(arguments[1]);
  double end = count > 2 && !std::isnan(number_or_nan(arguments[2])) ? clamped(arguments[2]) : length;
  if (begin > end) std::swap(begin, end);
  return run.keep(utf16_substring(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(end)));
}

// A text without a sign of an expression in it, written in the expression itself, names the column to return.
bool names_column(const Instruction& instruction, const Operand& argument) {
  return instruction.operation == Operation::constant && argument.is(Kind::string) &&
         argument.string().find_first_of("{}><=!") == std::string_view::npos;
}

}  // namespace

void Machine::flatten(const Operand& x, std::vector<Operand>& out) {
  if (x.is_nothing() || !run_.spend(1)) return;
  if (x.is(Kind::array)) {
    for (const Value& item : *x.array) flatten(operand_of(item), out);
    return;
  }
  const double number = x.is(Kind::string) ? number_or_nan(x) : kNaN;
  out.push_back(std::isnan(number) ? x : operand_of(number));
}

Operand Machine::sum(const std::vector<Operand>& items) {
  Operand total = operand_of(0.0);
  for (const Operand& item : items) total = add_corrected(total, item);
  return total;
}

Operand Machine::extreme(const std::vector<Operand>& items, bool is_min) const {
  if (items.empty()) return undefined_operand();
  Operand best = items[0];
  for (const Operand& item : items) {
    if (is_min ? less_than(item, best) : less_than(best, item)) best = item;
  }
  return best;
}

// createDate
double Machine::date_of(const Operand& x) {
  if (!truthy(x)) return run_.now();
  switch (x.kind) {
    case Kind::date: return x.date->milliseconds;
    case Kind::string: return create_date(x.string(), run_.utc_offset());
    case Kind::array: return parse_date(to_text(x, run_.utc_offset()), run_.utc_offset());
    case Kind::object: return kNaN;
    default: return time_clip(to_number(x));
  }
}

// dateDiffMonths, in months or whole years.
Operand Machine::months_between(double from, double to, std::string_view unit) {
  const DateFields a = fields_of(from, run_.utc_offset());
  const DateFields b = fields_of(to, run_.utc_offset());
  double months = (b.year - a.year) * 12 + b.month - a.month;
  if (b.day < a.day) months -= 1;
  if (unit == "months") return operand_of(months);
  return operand_of(std::isnan(months) ? 0 : std::trunc(months / 12));
}

// dateDiff and diffDays of two dates that are given.
Operand Machine::difference(const Operand* dates, std::string_view unit) {
  const double from = date_of(dates[0]);
  const double to = date_of(dates[1]);
  const double size = std::fabs(to - from);
  if (unit == "hours") return operand_of(std::ceil(size / 3'600'000));
  if (unit == "minutes") return operand_of(std::ceil(size / 60'000));
  if (unit == "seconds") return operand_of(std::ceil(size / 1000));
  if (unit != "days") return months_between(from, to, unit);
  if (std::isnan(size)) return operand_of(size);
  const auto day_of = [this](double date) {
    const DateFields fields = fields_of(date, run_.utc_offset());
    const double year = fields.year >= 0 && fields.year <= 99 ? fields.year + 1900 : fields.year;  // as Date.UTC has it
    return days_from_civil({static_cast<int>(year), static_cast<int>(fields.month) + 1, static_cast<int>(fields.day)});
  };
  return operand_of(std::fabs(static_cast<double>(day_of(to) - day_of(from))));
}

Operand Machine::date_add(const Call& call) {
  if (call.count < 2 || !truthy(call.arguments[0]) || !truthy(call.arguments[1])) return null_operand();
  const double date = date_of(call.arguments[0]);
  DateFields fields = fields_of(date, run_.utc_offset());
  std::string buffer;
  const std::string_view unit = call.count > 2 && truthy(call.arguments[2]) ? text_in(call.arguments[2], buffer, 0) : "days";
  double* field = unit == "days"      ? &fields.day
                  : unit == "months"  ? &fields.month
                  : unit == "years"   ? &fields.year
                  : unit == "hours"   ? &fields.hours
                  : unit == "minutes" ? &fields.minutes
                  : unit == "seconds" ? &fields.seconds
                                      : nullptr;
  if (!field) return run_.keep_date(date);
  *field = to_number(add(operand_of(*field), call.arguments[1]));
  return run_.keep_date(time_of(fields, run_.utc_offset()));
}

Machine::Range Machine::argument_range(const Call& call, std::size_t number) const {
  std::size_t end = call.end;
  for (std::size_t behind = call.count - 1; behind > number; --behind) end = call.expression.code_[end - 1].begin;
  return {call.expression.code_[end - 1].begin, end};
}

Operand Machine::in_array(const Call& call) {
  const Operand* arguments = call.arguments;
  const bool is_extreme = call.function == Function::minInArray || call.function == Function::maxInArray;
  const Operand nothing = is_extreme ? undefined_operand() : operand_of(0.0);
  if (call.count < 2 || call.count > 4 || !truthy(arguments[0]) || !arguments[1].is(Kind::string)) return nothing;
  const std::string_view name = arguments[1].string();

  // The third parameter is the column to return or the condition, which may come fourth.
  std::string_view returned = name;
  std::size_t condition = 2;
  if (call.count > 2 && names_column(call.expression.code_[argument_range(call, 2).begin], arguments[2])) {
    returned = arguments[2].string();
    condition = 3;
  }
  // A condition whose value is a text is the text of a condition; else it is evaluated on each row as it is written.
  std::optional<Result<Expression>> from_text;
  const bool is_conditional = call.count > condition;
  if (is_conditional && arguments[condition].is(Kind::string) && arguments[condition].text.size > 0) {
    from_text = parse(arguments[condition].string());
  }

  const auto passes = [&](const Value& row) {
    if (!is_conditional) return true;
    if (++run_.nesting > kNesting) run_.steps = 0;
    const RowLookup lookup(row, run_.world);
    Machine machine(run_, lookup);
    Stack memory;
    bool result = false;
    if (!from_text) {
      const Range range = argument_range(call, condition);
      result = is_true(machine.evaluate(memory, call.expression, range.begin, range.end));
    } else if (from_text->ok()) {
      result = is_true(machine.evaluate(memory, from_text->value()));
    }
    --run_.nesting;
    return result;
  };

  Operand total = operand_of(0.0);
  double count = 0;
  Operand best = undefined_operand();
  Operand best_row = undefined_operand();
  const auto add_row = [&](const Value& row) {
    const Operand x = operand_of(row);
    Operand value = property_of(x, name);
    if (!run_.spend(2) || !truthy(x) || is_empty(value) || !passes(row)) return;
    count += 1;
    if (value.is(Kind::string)) {
      const double number = number_or_nan(value);
      value = std::isnan(number) ? undefined_operand() : operand_of(number);
    }
    if (value.is_nothing()) return;
    if (!is_extreme) {
      total = add_corrected(total, value);
    } else if (best.is_nothing() || (call.function == Function::minInArray ? less_than(value, best) : less_than(best, value))) {
      best = value;
      best_row = x;
    }
  };
  if (const Operand& rows = arguments[0]; rows.is(Kind::array)) {
    for (const Value& row : *rows.array) add_row(row);
  } else if (rows.is(Kind::object)) {
    for (const Member& row : *rows.object) add_row(row.value);
  }
  switch (call.function) {
    case Function::sumInArray: return total;
    case Function::countInArray: return operand_of(count);
    case Function::avgInArray: return operand_of(count == 0 ? 0 : to_number(total) / count);
    default: return best.is_nothing() || returned == name ? best : property_of(best_row, returned);
  }
}

Operand Machine::call(const Call& call) {
  const auto argument = [&call](std::size_t i) { return i < call.count ? call.arguments[i] : undefined_operand(); };
  const auto flat = [&] {
    std::vector<Operand> items;
    for (std::size_t i = 0; i < call.count; ++i) flatten(call.arguments[i], items);
    return items;
  };
  std::string buffer, second_buffer;
  const auto text = [&](std::size_t i) { return text_in(argument(i), i == 0 ? buffer : second_buffer, 0); };
  const auto fields = [&](const Operand& x) { return fields_of(date_of(x), run_.utc_offset()); };
  const Operand first = argument(0);

  switch (call.function) {
    case Function::iif: return call.count < 2 ? null_operand() : argument(truthy(first) ? 1 : 2);
    case Function::sum: return sum(flat());
    case Function::avg: {
      const std::vector<Operand> items = flat();
      return operand_of(items.empty() ? 0 : to_number(sum(items)) / static_cast<double>(items.size()));
    }
    case Function::count: return operand_of(static_cast<double>(flat().size()));
    case Function::min: return extreme(flat(), true);
    case Function::max: return extreme(flat(), false);
    case Function::round: return round_of(flat());
    case Function::trunc: return trunc_of(flat());
    case Function::substring: return substring_of(call.arguments, call.count, run_);

    case Function::sumInArray:
    case Function::avgInArray:
    case Function::countInArray:
    case Function::minInArray:
    case Function::maxInArray: return in_array(call);

    case Function::currentDate: return run_.keep_date(run_.now());
    case Function::today: {
      DateFields now = fields(undefined_operand());
      now.hours = now.minutes = now.seconds = now.milliseconds = 0;
      if (call.count == 1) now.day = to_number(add(operand_of(now.day), first));
      return run_.keep_date(time_of(now, run_.utc_offset()));
    }
    case Function::currentYear: return operand_of(fields(undefined_operand()).year);
    case Function::getYear: return call.count == 1 && truthy(first) ? operand_of(fields(first).year) : undefined_operand();
    case Function::getDate: return truthy(first) ? run_.keep_date(date_of(first)) : null_operand();
    case Function::year: return operand_of(fields(first).year);
    case Function::month: return operand_of(fields(first).month + 1);
    case Function::day: return operand_of(fields(first).day);
    case Function::weekday: return operand_of(fields(first).weekday);
    case Function::age: {
      if (!truthy(first)) return null_operand();
      const std::string_view unit = truthy(argument(1)) ? text(1) : "years";
      // In days it is 0: survey-core compares with a second date that is not given.
      return unit == "days" ? operand_of(0.0) : months_between(date_of(first), run_.now(), unit);
    }
    case Function::dateDiff:
      if (!truthy(first) || !truthy(argument(1))) return null_operand();
      return difference(call.arguments, truthy(argument(2)) ? text(2) : "days");
    case Function::diffDays:
      if (call.count != 2 || !truthy(first) || !truthy(argument(1))) return operand_of(0.0);
      return difference(call.arguments, "days");
    case Function::dateAdd: return date_add(call);

    case Function::displayValue: {
      const Operand value = argument(1);
      return run_.keep(run_.world.display_value(text(0), is_empty(value) ? Value() : value_of(value)));
    }
    case Function::propertyValue:
      if (call.count != 2 || !truthy(first) || !truthy(argument(1))) return undefined_operand();
      return run_.keep(run_.world.property_value(text(0), text(1)));
    case Function::getComment: {
      if (!truthy(first)) return undefined_operand();
      const Operand item = argument(1);
      return run_.keep(run_.world.comment(text(0), item.is_nothing() ? Value() : value_of(item)));
    }
    case Function::isContainerReady:
      return truthy(first) ? run_.keep(run_.world.is_container_ready(text(0))) : operand_of(false);
    case Function::isDisplayMode: return run_.keep(run_.world.is_display_mode());
    case Function::unknown: break;
  }
  return null_operand();
}

}  // namespace triptych::condition
