// SPDX-License-Identifier: MIT
// Stats: distribution functions, from Boost.Math; the one file that includes it, so that the page's modules
// can stay without.
//
// None of them throws, sets errno or ends the program: outside its domain a function gives NaN, and callers
// check their arguments first.
#pragma once

namespace triptych::stats {

/// Standard normal: the x below which lies `p`, 0 < p < 1; and P(Z > x).
double normal_quantile(double p);
double normal_upper(double x);

/// Student's t with `df` > 0, fractional allowed.
double student_quantile(double p, double df);
double student_two_sided(double t, double df);  ///< P(|T| > |t|)

double chi_squared_upper(double x, double df);            ///< P(X > x), x >= 0, df > 0
double fisher_f_upper(double f, double df1, double df2);  ///< P(F > f), f >= 0

double beta_quantile(double p, double a, double b);  ///< 0 <= p <= 1; a, b > 0

/// P(X <= k) and P(X = k) of a binomial: 0 <= k <= n.
double binomial_lower(double k, double n, double p);
double binomial_density(double k, double n, double p);

/// ln(n!), n >= 0, and ln of n over k, 0 <= k <= n.
double log_factorial(double n);
double log_choose(double n, double k);

}  // namespace triptych::stats
