namespace Flujo.Generators;

/// <summary>The names of the pipeline's stages, for the tests that watch which of them run again after an edit.</summary>
internal static class Stages
{
    public const string Settings = nameof(Settings);
    public const string Project = nameof(Project);
    public const string SourceFiles = nameof(SourceFiles);
    public const string Declarations = nameof(Declarations);
    public const string AttributeNames = nameof(AttributeNames);
    public const string Methods = nameof(Methods);
    public const string Partials = nameof(Partials);
    public const string Steps = nameof(Steps);
    public const string JsonContexts = nameof(JsonContexts);
    public const string Catalogue = nameof(Catalogue);
    public const string ReferencedSteps = nameof(ReferencedSteps);
    public const string StepNames = nameof(StepNames);
    public const string Invocations = nameof(Invocations);
    public const string Calls = nameof(Calls);
    public const string Duplicates = nameof(Duplicates);
    public const string Interceptors = nameof(Interceptors);
    public const string ReportIsAskedFor = nameof(ReportIsAskedFor);
    public const string ReportCandidates = nameof(ReportCandidates);
    public const string FileReports = nameof(FileReports);
}
