using System.CommandLine;
using Flujo.Reading;

namespace Flujo.Lens.Verbs;

/// <summary>The argument that names a run.</summary>
internal static class RunIdArgument
{
    public static Argument<string> Create(string name = "ID")
    {
        var argument = new Argument<string>(name)
        {
            Description = "The run: its id, any part of it that no other run has, or 'last' for the newest",
        };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && RunIdResolver.Normalize(result.Tokens[0].Value).Length == 0)
            {
                result.AddError($"{name} is empty; give a run's id, a part of it, or 'last'");
            }
        });
        return argument;
    }
}
