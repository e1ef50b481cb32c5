namespace DocumentDigest.Ranking;

/// <summary>The weights of a passage's terms, scaled to length 1. Immutable.</summary>
internal sealed class TermVector
{
    private readonly Dictionary<string, double> _weights;

    public TermVector(IEnumerable<string> stems, Func<string, double> weight)
    {
        _weights = stems.CountBy(stem => stem).ToDictionary(entry => entry.Key, entry => (1 + Math.Log(entry.Value)) * weight(entry.Key));
        double length = Math.Sqrt(_weights.Values.Sum(value => value * value));
        if (length > 0)
            foreach (string stem in _weights.Keys)
                _weights[stem] /= length;
    }

    /// <summary>The cosine: 0 for nothing in common, 1 for the same.</summary>
    public double Similarity(TermVector other)
    {
        (TermVector few, TermVector many) = _weights.Count <= other._weights.Count ? (this, other) : (other, this);
        double sum = 0;
        foreach ((string stem, double weight) in few._weights)
            if (many._weights.TryGetValue(stem, out double otherWeight))
                sum += weight * otherWeight;
        return sum;
    }
}
