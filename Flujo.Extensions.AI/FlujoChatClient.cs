using System.Runtime.CompilerServices;
using Flujo.CompilerServices;
using Microsoft.Extensions.AI;

namespace Flujo.Extensions.AI;

/// <summary>A chat client each of whose calls is a span. Thread-safe as its inner client is; what goes wrong in recording never reaches the caller.</summary>
internal sealed class FlujoChatClient : DelegatingChatClient
{
    private const string Method = "Microsoft.Extensions.AI.IChatClient";
    private readonly StepDeclaration _step;
    private readonly FlujoCapture _capture;

    public FlujoChatClient(IChatClient inner, FlujoChatOptions options)
        : base(inner)
    {
        _step = new StepDeclaration(options.StepName, FlujoStepKind.Agent, Method, "", 0, capture: options.Capture);
        _capture = options.Capture;
    }

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        StepInvocation step = FlujoTrace.IsEnabled ? StepRuntime.Begin(_step, callSite: 0) : default;
        if (!step.IsRecording)
        {
            // With nothing recorded the task itself is handed on.
            return step.Follow(base.GetResponseAsync(messages, options, cancellationToken), cancellationToken);
        }

        var call = new ChatCall(FlujoTrace.Current, _capture);
        Task<ChatResponse> response;
        try
        {
            messages = call.Begin(messages, options, this.GetService<ChatClientMetadata>());
            response = base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception error)
        {
            step.Fail(error, cancellationToken);
            throw;
        }

        return step.Follow(response, call.End, cancellationToken);
    }

    /// <summary>The span begins when the first update is asked for, and ends when the stream does, or is left.</summary>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StepInvocation step = FlujoTrace.IsEnabled ? StepRuntime.Begin(_step, callSite: 0) : default;
        ChatCall? call = step.IsRecording ? new ChatCall(FlujoTrace.Current, _capture) : null;
        IAsyncEnumerator<ChatResponseUpdate>? updates = null;
        bool isOver = false;
        bool failed = false;
        try
        {
            while (!isOver)
            {
                try
                {
                    // After each update the flow is the consumer's.
                    step.Enter();
                    updates ??= Open(call, messages, options, cancellationToken);
                    isOver = !await updates.MoveNextAsync().ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    failed = true;
                    call?.BreakOff();
                    step.Fail(error, cancellationToken);
                    throw;
                }

                if (!isOver)
                {
                    call?.See(updates.Current);
                    yield return updates.Current;
                }
            }
        }
        finally
        {
            try
            {
                if (updates is not null)
                {
                    await updates.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                if (!failed && call is not null)
                {
                    call.EndStream(isWhole: isOver);
                    step.Complete(call, static (sink, call) => call.Read(sink));
                }
            }
        }
    }

    private IAsyncEnumerator<ChatResponseUpdate> Open(ChatCall? call, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        messages = call?.Begin(messages, options, this.GetService<ChatClientMetadata>()) ?? messages;
        return base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
    }
}
