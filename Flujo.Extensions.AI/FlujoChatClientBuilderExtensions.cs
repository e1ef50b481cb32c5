using Flujo.Extensions.AI;

// The namespace of the builder, so that whoever has one at hand finds this.
namespace Microsoft.Extensions.AI;

/// <summary>Puts Flujo into a pipeline of chat clients.</summary>
public static class FlujoChatClientBuilderExtensions
{
    /// <summary>
    /// Makes each chat call a span of kind agent, with provider, model, tokens, cost, finish reason and, for streams, the time to the first token. Prompts and answers are
    /// recorded where the options ask for them. Put it nearest to the model: then each call that a function-calling client makes is a span of its own.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes what is recorded.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder UseFlujo(this ChatClientBuilder builder, Action<FlujoChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new FlujoChatOptions();
        configure?.Invoke(options);
        return builder.Use(inner => new FlujoChatClient(inner, options));
    }
}
