using Flujo.ApiChild;

// A program that the tests of what belongs to a whole process start: one scenario a call; what it prints is what the test looks at.
return args switch
{
    ["first-run"] => Scenarios.FirstRun(),
    ["off"] => await Scenarios.OffAsync(),
    ["no-implicit-runs"] => Scenarios.NoImplicitRuns(),
    ["share-of-implicit-runs"] => Scenarios.ShareOfImplicitRuns(),
    ["configure"] => Scenarios.Configure(),
    ["configure-late"] => Scenarios.ConfigureLate(),
    ["exit"] => Scenarios.Exit(),
    ["crash"] => Scenarios.Crash(),
    ["shutdown"] => Scenarios.Shutdown(),
    ["pause"] => Scenarios.Pause(),
    ["resume", string runId] => Scenarios.Resume(runId),
    ["pipeline-pause"] => await Scenarios.PipelinePauseAsync(),
    ["pipeline"] => await Scenarios.PipelineAsync(),
    _ => 2,
};
