namespace Flujo.Extensions.AI;

/// <summary>What <c>UseFlujo</c> records of chat calls.</summary>
public sealed class FlujoChatOptions
{
    /// <summary>The span's name; default <c>chat</c>.</summary>
    public string StepName { get; set; } = "chat";

    /// <summary>What is recorded beside figures: with <see cref="FlujoCapture.Input"/> the messages, as prompts, with <see cref="FlujoCapture.Output"/> the answer. Both pass
    /// the redactor. Default none.</summary>
    public FlujoCapture Capture { get; set; }
}
