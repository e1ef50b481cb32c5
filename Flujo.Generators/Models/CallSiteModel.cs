namespace Flujo.Generators.Models;

/// <summary>One call that is rerouted. Any edit of its file changes it.</summary>
/// <param name="Method">The index of the method in <see cref="SourceFileModel.Methods"/>.</param>
/// <param name="Line">The line of the method's name, 1-based.</param>
/// <param name="LocationVersion">The first argument of InterceptsLocation.</param>
/// <param name="LocationData">The second one.</param>
internal sealed record CallSiteModel(int Method, int Line, int LocationVersion, string LocationData);
