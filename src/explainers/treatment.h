// SPDX-License-Identifier: MIT
// Explainers: who benefits from a treatment. Pure functions: no state, no draw, no text.
//
// A treatment takes away a share rho of a person's risk p of the event, and harms a share h of those treated. A harm counts w times
// as much as an event.
//
//   benefit             rho p               people treated for one event avoided  1 / (rho p)
//   net benefit         rho p - w h         treat where p is above  p* = w h / rho
//
// Four ways to choose, over groups of people at different risks: treat nobody; everybody; each group on its side of p*
// (personalised); the same with a share m of people put on the wrong side by a prediction that errs. The choice by predicted risk
// with and without treatment is that of the PATH statement (Kent et al., Annals of Internal Medicine 172:35, 2020).
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace triptych::explainers {

inline constexpr std::size_t kRiskGroups = 3;

struct RiskGroup {
  double share = 0;  ///< of all people, 0..1; the groups add up to 1
  double risk = 0;   ///< p of the event without treatment, 0..1
};

struct TreatmentInput {
  double relative_reduction = 0;   ///< rho, 0..1
  double harmed = 0;               ///< h, share of those treated, 0..1
  double weight_of_a_harm = 1;     ///< w, in events, 0..10
  double on_the_wrong_side = 0;    ///< m, 0..1
  std::array<RiskGroup, kRiskGroups> groups;
  std::int32_t people = 0;         ///< 1..100,000
};

/// What happens to `people` people.
struct Outcome {
  double events = 0;
  double harms = 0;
  double total = 0;  ///< events + w harms
  std::int32_t event_people = 0;  ///< halves up
  std::int32_t harm_people = 0;
};

struct GroupBenefit {
  double avoided = 0;  ///< events avoided in `people` people of the group, were they all treated
  double harms = 0;    ///< in the same people
  double net = 0;      ///< avoided - w harms
  /// None where nothing is avoided.
  std::optional<double> treated_for_one_avoided;
  bool treated = false;  ///< under the personalised way: net is above 0
};

struct Treatment {
  /// p*; none where rho is 0: no risk is high enough.
  std::optional<double> treat_above;
  Outcome nobody, everybody, personalised, personalised_with_errors;
  std::array<GroupBenefit, kRiskGroups> groups;
};

/// None where a value is outside its range or not a number, or where the groups do not add up to everybody.
std::optional<Treatment> treat(const TreatmentInput& input);

}  // namespace triptych::explainers
