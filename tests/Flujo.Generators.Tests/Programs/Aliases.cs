// Our attributes under other names, and others' attributes under ours.
using System;
using System.Threading.Tasks;
using Mark = Flujo.FlujoStepAttribute;
using MarkedAttribute = Flujo.FlujoStepAttribute;
using Nightly = Flujo.FlujoPipelineAttribute;
using Short = Flujo;

public static class Aliases
{
    [Mark("one")]
    public static int One() => 1;

    [Marked("two")]
    public static int Two() => 2;

    [Nightly("three"), Mark("also_three")]
    public static int Three() => 3;

    [Short.FlujoStep("four")]
    public static int Four() => 4;

    [global::Flujo.FlujoStepAttribute("five")]
    public static int Five() => 5;

    [Other.FlujoStep]
    public static int Six() => 6;
}

namespace Other
{
    using Nested = Mark;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FlujoStepAttribute : Attribute;

    public static class Within
    {
        [Nested("seven")]
        public static int Seven() => 7;

        [FlujoStep]
        public static int Eight() => 8;
    }
}

internal static class Program
{
    public static Task Run()
    {
        Console.WriteLine(Aliases.One() + Aliases.Two() + Aliases.Three() + Aliases.Four() + Aliases.Five() + Aliases.Six());
        Console.WriteLine(Other.Within.Seven() + Other.Within.Eight());
        return Task.CompletedTask;
    }
}

/* tree
one (completed)
two (completed)
three (completed)
four (completed)
five (completed)
seven (completed)
*/
