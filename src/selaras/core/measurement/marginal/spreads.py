"""How sure the centred abilities are: the posterior of each, and what the other estimates leave open."""

import numpy as np

from selaras.core.measurement.marginal.tables import compiled


@compiled
def centred_variances(order, bounds, start, examiner, pull, cell_pull, covariance, sd, variance):  # type: ignore[no-untyped-def]
    """Fill the variance of each official's ability less the mean of its component.

    Posterior variances are independent given the parameters; the parameters' own covariance enters through
    the derivative of the posterior mean, which is the posterior covariance of ability with each score (pull).

    order : officials by component; bounds : (components + 1,), where each begins in it
    pull : (officials, parameters − examiners), cell_pull : (cells,); variance : (officials,)
    """
    n_examiners = covariance.shape[0] - pull.shape[1]
    average, times = np.empty(covariance.shape[0]), np.empty(covariance.shape[0])
    for component in range(bounds.size - 1):
        members = order[bounds[component] : bounds[component + 1]]
        average[:], times[:] = 0.0, 0.0
        own = 0.0
        for p in members:
            own += sd[p] * sd[p]
            for k in range(start[p], start[p + 1]):
                average[examiner[k]] += cell_pull[k]
            for a in range(pull.shape[1]):
                average[n_examiners + a] += pull[p, a]
        n = members.size
        square = 0.0
        for a in range(average.size):
            average[a] /= n
            if average[a] != 0.0:
                line = covariance[a]
                for b in range(times.size):
                    times[b] += average[a] * line[b]
        for a in range(average.size):
            square += average[a] * times[a]
        for p in members:
            both = _quadratic(start[p], start[p + 1], examiner, pull[p], cell_pull, covariance, times)
            # The mean over the component is subtracted: of itself each official holds one n-th.
            variance[p] = max(sd[p] * sd[p] * (1 - 2 / n) + own / n**2 + both + square, 0.0)


@compiled
def _quadratic(first, end, examiner, pull, cell_pull, covariance, times):  # type: ignore[no-untyped-def]
    """Return J Σ J' − 2 J Σ mean(J)' for one official, whose J has few entries."""
    n_examiners = covariance.shape[0] - pull.size
    result = 0.0
    for a in range(pull.size):
        line, inner = covariance[n_examiners + a], 0.0
        for b in range(pull.size):
            inner += line[n_examiners + b] * pull[b]
        result += pull[a] * (inner - 2 * times[n_examiners + a])
    for j in range(first, end):
        line, inner = covariance[examiner[j]], 0.0
        for b in range(pull.size):
            inner += line[n_examiners + b] * pull[b]
        inner *= 2
        for k in range(first, end):
            inner += line[examiner[k]] * cell_pull[k]
        result += cell_pull[j] * (inner - 2 * times[examiner[j]])
    return result
