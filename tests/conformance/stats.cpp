// SPDX-License-Identifier: MIT
// Conformance: statistics, as R and its packages gave them. Names are mapped here; the rules are in the
// rooms.
#include <algorithm>
#include <cmath>

#include "recorded.h"
#include "stats/adjust.h"
#include "stats/contingency.h"
#include "stats/intervals.h"
#include "stats/ordinal.h"
#include "stats/paired.h"
#include "stats/randomised.h"
#include "stats/rao_scott.h"
#include "stats/weights.h"

namespace triptych::conformance {
namespace {

using namespace stats;

double at(const Value& input, std::string_view name) {
  return input[name].number_or(std::nan(""));
}
/// 95 % where a case does not say.
double confidence_of(const Value& input) {
  return input["conf"].number_or(0.95);
}

Table table_of(const Value& rows) {
  Table table{0, 0, {}};
  if (const Array* lines = rows.array()) {
    for (const Value& line : *lines) {
      const std::vector<double> cells = numbers(line);
      table.columns = cells.size();
      table.cells.insert(table.cells.end(), cells.begin(), cells.end());
      ++table.rows;
    }
  }
  return table;
}

Value rows_of(const std::vector<double>& cells, std::size_t columns) {
  Array rows;
  for (std::size_t from = 0; from < cells.size(); from += columns) {
    rows.push_back(list_of({cells.begin() + static_cast<std::ptrdiff_t>(from),
                            cells.begin() + static_cast<std::ptrdiff_t>(from + columns)}));
  }
  return rows;
}

Value pair_of(Interval interval) {
  return Array{number_or_null(interval.low), number_or_null(interval.high)};
}

Value or_null(const std::optional<double>& number) {
  return number ? number_or_null(*number) : Value(Null{});
}

Object limits_of(const Value& input, Interval interval) {
  return {{"estimate", at(input, "x") / at(input, "n")}, {"lower", interval.low}, {"upper", interval.high}};
}

template <Result<Interval> (*kInterval)(double, double, double)>
Result<Object> interval(const Value& input, const Value&) {
  return limits_of(input, TRIPTYCH_TRY(kInterval(at(input, "x"), at(input, "n"), confidence_of(input))));
}

Result<Object> upper_bound(const Value& input, const Value&) {
  return Object{
      {"upper", TRIPTYCH_TRY(clopper_pearson_upper(at(input, "x"), at(input, "n"), confidence_of(input)))}};
}

Result<Object> adjusted_interval(const Value& input, const Value&) {
  const Limits limits = input["clamp"].boolean_or(false) ? Limits::clamped : Limits::raw;
  const AdjustedInterval found =
      TRIPTYCH_TRY(agresti_coull(at(input, "x"), at(input, "n"), confidence_of(input), limits));
  Object out = limits_of(input, found.interval);
  out.set("centre", found.centre);
  return out;
}

Result<Object> wilson_rows(const Value& input, const Value&) {
  const double n = at(input, "n");
  Array rows;
  for (double x = 0; x <= n; ++x) {
    const Interval found = TRIPTYCH_TRY(wilson_at(x, n, confidence_of(input)));
    // The recording rounds percents to six decimals.
    rows.push_back(Object{
        {"x", x}, {"pct", std::round(x / n * 1e8) / 1e6}, {"lower", found.low}, {"upper", found.high}});
  }
  return Object{{"rows", std::move(rows)}};
}

Object difference_members(const Difference& found) {
  return {{"diff", found.difference},
          {"se_wald", found.standard_error},
          {"lower", found.interval.low},
          {"upper", found.interval.high}};
}

Result<Object> groups(const Value& input, const Value&) {
  return difference_members(TRIPTYCH_TRY(difference_of_groups(
      at(input, "x1"), at(input, "n1"), at(input, "x2"), at(input, "n2"), confidence_of(input))));
}

Result<Object> pairs(const Value& input, const Value&) {
  const Paired counts{at(input, "both_yes"), at(input, "pre_yes_post_no"), at(input, "pre_no_post_yes"),
                      at(input, "both_no")};
  Difference found = TRIPTYCH_TRY(difference_of_pairs(counts, confidence_of(input)));
  if (input["direction"].string_or("pre minus post") == "post minus pre") {
    found.difference = -found.difference;
    found.interval = {-found.interval.high, -found.interval.low};
  }
  return difference_members(found);
}

Result<Object> mcnemar_case(const Value& input, const Value&) {
  const Table table = table_of(input["table"]);
  if (table.cells.size() != 4) return Error{ErrorCode::stats_length, "/table", {}};
  const McNemar found =
      TRIPTYCH_TRY(mcnemar({table.cells[0], table.cells[1], table.cells[2], table.cells[3]}));
  return Object{{"statistic", found.statistic},
                {"df", 1},
                {"p", found.p},
                {"statistic_cc", found.statistic_corrected},
                {"p_cc", found.p_corrected},
                {"p_exact", found.p_exact},
                {"p_midp", found.p_mid}};
}

Result<Object> bowker_case(const Value& input, const Value&) {
  const Symmetry found = TRIPTYCH_TRY(bowker(table_of(input["table"])));
  return Object{{"statistic", found.statistic}, {"df", found.df}, {"p", found.p}};
}

Result<Object> independence(const Value& input, const Value&) {
  const Table table = table_of(input["table"]);
  const Correction correction = input["yates"].boolean_or(false) ? Correction::yates : Correction::none;
  const ChiSquared found = TRIPTYCH_TRY(chi_squared(table, correction));
  return Object{{"statistic", found.statistic},
                {"df", found.df},
                {"p", found.p},
                {"min_expected", found.min_expected},
                {"n_expected_lt5", found.expected_below_5},
                {"expected_counts", rows_of(found.expected, table.columns)},
                {"std_residuals", rows_of(found.residuals, table.columns)}};
}

Result<Object> fit_case(const Value& input, const Value&) {
  const GoodnessOfFit found =
      TRIPTYCH_TRY(goodness_of_fit(numbers(input["counts"]), numbers(input["probs"])));
  return Object{{"statistic", found.statistic},
                {"df", found.df},
                {"p", found.p},
                {"expected_counts", list_of(found.expected)}};
}

Result<Object> fisher_case(const Value& input, const Value&) {
  const Fisher found = TRIPTYCH_TRY(fisher(table_of(input["table"]), confidence_of(input)));
  Object out{{"p", found.p}};
  if (found.less) out.set("p_less", *found.less);
  if (found.greater) out.set("p_greater", *found.greater);
  if (found.odds_ratio) {
    out.set("odds_ratio_cmle", number_or_null(found.odds_ratio->ratio));
    out.set("or_lower", number_or_null(found.odds_ratio->interval.low));
    out.set("or_upper", number_or_null(found.odds_ratio->interval.high));
  }
  return out;
}

Result<Object> association_case(const Value& input, const Value&) {
  const Association found = TRIPTYCH_TRY(association(table_of(input["table"])));
  return Object{{"v", found.v},
                {"phi", or_null(found.phi)},
                {"contingency", found.contingency},
                {"likelihood_ratio_g2", found.likelihood_ratio},
                {"v_bias_corrected", found.v_corrected}};
}

Result<Object> adjust_case(const Value& input, const Value&) {
  constexpr std::pair<std::string_view, Adjustment> kNames[] = {{"holm", Adjustment::holm},
                                                                {"hochberg", Adjustment::hochberg},
                                                                {"hommel", Adjustment::hommel},
                                                                {"bonferroni", Adjustment::bonferroni},
                                                                {"bh", Adjustment::benjamini_hochberg},
                                                                {"BH", Adjustment::benjamini_hochberg},
                                                                {"fdr", Adjustment::benjamini_hochberg},
                                                                {"by", Adjustment::benjamini_yekutieli},
                                                                {"BY", Adjustment::benjamini_yekutieli}};
  Object out;
  for (const auto& [name, adjustment] : kNames)
    out.set(name, list_of(TRIPTYCH_TRY(adjust(numbers(input["p"]), adjustment))));
  return out;
}

Result<Object> kish_case(const Value& input, const Value&) {
  const DesignEffect found = TRIPTYCH_TRY(design_effect(numbers(input["w"])));
  return Object{{"deff", found.effect}, {"neff", found.effective_n}, {"cv2", found.squared_variation}};
}

Result<Object> share_case(const Value& input, const Value&) {
  const WeightedShare found =
      TRIPTYCH_TRY(weighted_share(numbers(input["y"]), numbers(input["w"]), confidence_of(input)));
  Object out{{"estimate", found.estimate},
             {"se", found.standard_error},
             {"df", found.df},
             {"deff_replace", or_null(found.effect)},
             {"ci_mean_t", pair_of(found.mean)},
             {"kish_deff", found.kish.effect},
             {"kish_neff", found.kish.effective_n},
             {"ci_beta_korn_graubard", pair_of(found.exact)},
             {"fallback_clopper_pearson_on_kish_neff", pair_of(found.exact)}};
  if (found.logit) out.set("ci_logit_t", pair_of(*found.logit));
  return out;
}

Result<Object> categories_case(const Value& input, const Value&) {
  Coded levels = coded(input["levels"]);
  const std::size_t count = levels.values.size();
  Categories categories;
  if (const Array* answers = input["category"].array()) {
    for (const Value& answer : *answers) categories.push_back(levels.code_of(answer));
  }
  const Weights weights = numbers(input["w"]);
  const std::vector<WeightedCategory> found = TRIPTYCH_TRY(weighted_categories(categories, count, weights));
  Array shares, errors, totals;
  for (const WeightedCategory& category : found) {
    shares.push_back(category.share);
    errors.push_back(category.standard_error);
    totals.push_back(category.total);
  }
  return Object{{"estimate", std::move(shares)},
                {"se", std::move(errors)},
                {"weighted_totals", std::move(totals)},
                {"kish_deff", TRIPTYCH_TRY(design_effect(weights)).effect}};
}

/// A margin by its categories' names, in the order of the targets.
Margin margin_of(const Value& answers, const Value& targets, Coded& names) {
  Margin margin;
  if (const Object* members = targets.object()) {
    for (const Member& member : *members) {
      names.code_of(member.name);
      margin.targets.push_back(member.value.number_or(std::nan("")));
    }
  }
  if (const Array* list = answers.array()) {
    for (const Value& answer : *list) margin.categories.push_back(names.code_of(answer));
  }
  return margin;
}

Result<Object> raking_case(const Value& input, const Value&) {
  const Value& records = input["records"];
  std::vector<Margin> margins;
  std::vector<Coded> names;
  std::vector<std::string> variables;
  if (const Array* list = input["variables"].array()) {
    for (const Value& name : *list) {
      variables.emplace_back(name.string_or(""));
      names.emplace_back();
      margins.push_back(
          margin_of(records[variables.back()], input["population_margins"][variables.back()], names.back()));
    }
  }
  Weights base = numbers(input["base_weights"]);
  if (base.empty() && !margins.empty()) base.assign(margins[0].categories.size(), 1);
  const Raked raked = TRIPTYCH_TRY(rake(base, margins));
  double sum = 0;
  for (const double weight : raked.weights) sum += weight;
  Object out{{"weights", list_of(raked.weights)},
             {"sum", sum},
             {"kish_deff", TRIPTYCH_TRY(design_effect(raked.weights)).effect},
             {"min", *std::min_element(raked.weights.begin(), raked.weights.end())},
             {"max", *std::max_element(raked.weights.begin(), raked.weights.end())}};
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const std::size_t count = margins[m].targets.size();
    const auto found = TRIPTYCH_TRY(weighted_categories(margins[m].categories, count, raked.weights));
    Object totals;
    for (std::size_t c = 0; c < count; ++c) totals.set(names[m].values[c].string_or(""), found[c].total);
    out.set("margin_" + variables[m], std::move(totals));
  }
  const std::vector<double> y = numbers(records["y"]);
  if (!y.empty()) {
    const RakedMean mean = TRIPTYCH_TRY(raked_mean(y, raked.weights, margins));
    out.set("weighted_mean_y", mean.mean);
    out.set("se_y_raked", mean.standard_error);
    out.set("se_y_weights_as_fixed", mean.standard_error_fixed);
    out.set("unweighted_mean_y", TRIPTYCH_TRY(raked_mean(y, Weights(y.size(), 1), margins)).mean);
  }
  return out;
}

Result<Object> fit_table_case(const Value& input, const Value&) {
  const Table seed = table_of(input["seed"]);
  const Fitted found =
      TRIPTYCH_TRY(fit_table(seed.cells, numbers(input["row_margins"]), numbers(input["col_margins"])));
  return Object{{"fitted", rows_of(found.cells, seed.columns)}};
}

Result<Object> post_stratify_case(const Value& input, const Value&) {
  Coded names;
  const Margin strata = margin_of(input["stratum"], input["population"], names);
  const std::vector<double> y = numbers(input["y"]);
  Weights base = numbers(input["base_weights"]);
  if (base.empty()) base.assign(y.size(), 1);
  const PostStratified found = TRIPTYCH_TRY(post_stratify(y, base, strata));
  Object out{{"estimate", found.mean}, {"se", found.standard_error}};
  for (std::size_t c = 0; c < found.factors.size(); ++c)
    out.set("weight_" + std::string(names.values[c].string_or("")), found.factors[c]);
  return out;
}

Result<Object> trim_case(const Value& input, const Value&) {
  const Trimming trimming = input["strict"].boolean_or(false) ? Trimming::strict : Trimming::once;
  const Weights found =
      TRIPTYCH_TRY(trim(numbers(input["w"]), at(input, "lower"), at(input, "upper"), trimming));
  double sum = 0;
  for (const double weight : found) sum += weight;
  return Object{{"weights", list_of(found)}, {"sum", sum}};
}

Result<Object> rao_scott_case(const Value& input, const Value&) {
  const RaoScott found =
      TRIPTYCH_TRY(rao_scott(coded(input["row"]).codes, coded(input["col"]).codes, numbers(input["w"])));
  return Object{{"F", found.f},   {"ndf", found.df1},    {"ddf", found.df2},
                {"p_F", found.p}, {"X2", found.pearson}, {"p_chisq", found.p_first_order}};
}

Result<Object> likert_case(const Value& input, const Value&) {
  const std::vector<double> levels = numbers(input["levels"]);
  std::vector<double> answers = numbers(input["x"]);
  answers.erase(std::remove_if(answers.begin(), answers.end(), [](double x) { return std::isnan(x); }),
                answers.end());
  const std::vector<double> counts = TRIPTYCH_TRY(count_levels(answers, levels));
  const ScaleSummary found = TRIPTYCH_TRY(summarise_scale(levels, counts, confidence_of(input)));
  Object out{{"n", found.n},
             {"mean", found.mean},
             {"sd", Null{}},
             {"se", Null{}},
             {"ci_t", Null{}},
             {"median", found.median},
             {"q1_type7", found.first_quartile},
             {"q3_type7", found.third_quartile},
             {"counts", list_of(counts)},
             {"top2", found.top_two},
             {"bottom2", found.bottom_two}};
  if (found.spread) {
    out.set("sd", found.spread->deviation);
    out.set("se", found.spread->error);
    out.set("ci_t", pair_of(found.spread->interval));
  }
  return out;
}

Result<Object> ordinal_case(const Value& input, const Value&) {
  const PairedOrdinal found =
      TRIPTYCH_TRY(paired_ordinal(numbers(input["pre"]), numbers(input["post"]), confidence_of(input)));
  Object out{{"V", found.rank_sum},
             {"p_cc", or_null(found.p_corrected)},
             {"p_nocc", or_null(found.p_uncorrected)},
             {"n_nonzero", found.up + found.down},
             {"n_up", found.up},
             {"n_down", found.down},
             {"n_same", found.same},
             {"sign_test_p", or_null(found.p_sign)},
             {"mean_change", found.mean_change},
             {"ci_t", Null{}},
             {"t", Null{}},
             {"p_t", Null{}}};
  if (found.student) {
    out.set("ci_t", pair_of({found.student->low, found.student->high}));
    out.set("t", found.student->t);
    out.set("p_t", found.student->p);
  }
  return out;
}

/// The recording's words for a decision, by what they say: rciw and aciw are relative and absolute widths.
Reliability reliability_of(std::string_view word) {
  const auto says = [word](std::string_view part) { return word.find(part) != std::string_view::npos; };
  if (word == "present") return Reliability::present;
  if (word == "review") return Reliability::review;
  if (says("rciw") || says("rel")) return Reliability::relatively_wide;
  if (says("ciw") || says("width") || says("wide") || says("abs")) return Reliability::wide;
  return Reliability::few_answers;
}

Result<Object> reliability_case(const Value& input, const Value& expected) {
  const double n = at(input, "n");
  const ReliabilityCheck found =
      TRIPTYCH_TRY(nchs_reliability(at(input, "x"), n, input["n_eff"].number_or(n)));
  const std::string_view word = expected["decision"].string_or("");
  return Object{{"ci_width", found.width},
                {"relative_width", or_null(found.relative_width)},
                {"decision", reliability_of(word) == found.decision ? word : std::string_view("another")}};
}

Object randomised_members(const RandomisedShares& found) {
  Array estimates, sampling, mechanism, lower, upper;
  for (const RandomisedShare& share : found.shares) {
    estimates.push_back(share.estimate);
    sampling.push_back(share.error_of_sampling);
    mechanism.push_back(share.error_of_mechanism);
    lower.push_back(share.interval.low);
    upper.push_back(share.interval.high);
  }
  return {{"p", found.chances.p},
          {"q", found.chances.q},
          {"estimate", std::move(estimates)},
          {"se_sampling", std::move(sampling)},
          {"se_mechanism", std::move(mechanism)},
          {"ci_lower", std::move(lower)},
          {"ci_upper", std::move(upper)},
          {"simplex_projection", list_of(found.projected)},
          {"variance_at_zero", found.variance_at_zero}};
}

Result<Object> response_case(const Value& input, const Value&) {
  return randomised_members(
      TRIPTYCH_TRY(estimate_response(numbers(input["counts"]), at(input, "epsilon"), confidence_of(input))));
}

Result<Object> unary_case(const Value& input, const Value&) {
  return randomised_members(TRIPTYCH_TRY(
      estimate_unary(numbers(input["ones"]), at(input, "n"), at(input, "epsilon"), confidence_of(input))));
}

Result<Object> epsilon_case(const Value& input, const Value&) {
  return Object{
      {"epsilon", number_or_null(TRIPTYCH_TRY(epsilon_of_response(at(input, "p_truth"), at(input, "k"))))}};
}

Result<Object> choose_case(const Value& input, const Value&) {
  const MechanismChoice found =
      TRIPTYCH_TRY(choose_mechanism(at(input, "epsilon"), at(input, "k"), at(input, "n")));
  return Object{{"var_krr", found.variance_of_response},
                {"var_oue", found.variance_of_unary},
                {"choose", found.better == Mechanism::response ? "krr" : "oue"}};
}

constexpr NumericKind kKinds[] = {
    {"wilson", interval<wilson_at>},
    {"wilson_cc", interval<wilson_corrected>},
    {"wilson_table", wilson_rows},
    {"clopper_pearson", interval<clopper_pearson>},
    {"clopper_pearson_upper", upper_bound},
    {"agresti_coull", adjusted_interval},
    {"jeffreys", interval<jeffreys>},
    {"diff_prop_newcombe", groups},
    {"paired_diff_newcombe", pairs},
    {"mcnemar", mcnemar_case},
    {"bowker", bowker_case},
    {"chi2", independence},
    {"chi2_gof", fit_case},
    {"fisher", fisher_case},
    {"cramers_v", association_case},
    {"p_adjust", adjust_case},
    {"weighted_prop", share_case},
    {"weighted_categories", categories_case},
    {"design_effect_kish", kish_case},
    {"raking", raking_case},
    {"ipf_table", fit_table_case},
    {"poststratification", post_stratify_case},
    {"trim_weights", trim_case},
    {"svychisq", rao_scott_case},
    {"likert_summary", likert_case},
    {"paired_ordinal", ordinal_case},
    {"reliability_nchs", reliability_case},
    {"krr_estimate", response_case},
    {"krr_epsilon", epsilon_case},
    {"oue_estimate", unary_case},
    {"ldp_choose", choose_case},
};

bool owns(const Value& recorded) {
  return find_kind(kKinds, recorded) != nullptr;
}
Outcome run(const Value& recorded, Host&) {
  return run_numeric(*find_kind(kKinds, recorded), recorded);
}

}  // namespace

const Kind kStatistics{owns, run};

}  // namespace triptych::conformance
