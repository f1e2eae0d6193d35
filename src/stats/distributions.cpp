// SPDX-License-Identifier: MIT
// Stats: distribution functions.
#include "stats/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace triptych::stats {
namespace {

namespace policies = boost::math::policies;
/// No exception (the rooms have none), no errno, and no long double: emulated in WebAssembly, and the digits
/// of a double suffice.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::promote_double<false>,
    policies::promote_float<false>>;

using Normal = boost::math::normal_distribution<double, Quiet>;
using Student = boost::math::students_t_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using FisherF = boost::math::fisher_f_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using Binomial = boost::math::binomial_distribution<double, Quiet>;

template <class Distribution>
double upper(const Distribution& distribution, double x) {
  return boost::math::cdf(boost::math::complement(distribution, x));
}

}  // namespace

double normal_quantile(double p) {
  return boost::math::quantile(Normal(), p);
}
double normal_upper(double x) {
  return upper(Normal(), x);
}

double student_quantile(double p, double df) {
  return boost::math::quantile(Student(df), p);
}
double student_two_sided(double t, double df) {
  return 2 * upper(Student(df), t < 0 ? -t : t);
}

double chi_squared_upper(double x, double df) {
  return upper(ChiSquared(df), x);
}
double fisher_f_upper(double f, double df1, double df2) {
  return upper(FisherF(df1, df2), f);
}

double beta_quantile(double p, double a, double b) {
  return boost::math::quantile(Beta(a, b), p);
}

double binomial_lower(double k, double n, double p) {
  return boost::math::cdf(Binomial(n, p), k);
}
double binomial_density(double k, double n, double p) {
  return boost::math::pdf(Binomial(n, p), k);
}

double log_factorial(double n) {
  return boost::math::lgamma(n + 1, Quiet());
}
double log_choose(double n, double k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

}  // namespace triptych::stats
