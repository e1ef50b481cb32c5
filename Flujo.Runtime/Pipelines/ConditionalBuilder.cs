namespace Flujo;

/// <summary>The branches of a conditional, before the first.</summary>
/// <typeparam name="T">What the branches work on.</typeparam>
public sealed class ConditionalBuilder<T>
{
    internal ConditionalBuilder()
    {
    }

    /// <summary>Adds the first branch.</summary>
    /// <param name="key">The key for which it is taken, and its name.</param>
    /// <param name="body">Builds its steps.</param>
    public ConditionalBuilder<T, TNext> When<TNext>(string key, Func<Pipeline<T, T>, Pipeline<T, TNext>> body) =>
        new ConditionalBuilder<T, TNext>([], null).When(key, body);
}
