// Names that generated code might trip over.
using System;
using System.Threading.Tasks;
using Flujo;

namespace @namespace.Of.System
{
    public class @class<@event>
    {
        [FlujoStep("keyword")]
        public string @while(@event @this, int @int, string @return) => $"{@this} {@int} {@return}";

        [FlujoStep]
        public static string @void<@struct>(@struct @in) => "void " + @in;

        [FlujoStep]
        private string @if(int @else) => "if " + @else;

        public string Call() => @if(1);
    }

    public class Exception
    {
        [FlujoStep]
        public string Task(Exception exception) => "own exception";
    }
}

public class Wrapper
{
    [FlujoStep]
    public string Call0(string step, string result, string error, string callSite, string @this, string body, string nameof, string global) =>
        step + result + error + callSite + @this + body + nameof + global;

    [FlujoStep]
    public static string Traced0_Call0(string step, string step_, string CallSites, string CallSites_, string Traced0_Traced0_Call0, string Access0, string Flujo, string System) =>
        step + step_ + CallSites + CallSites_ + Traced0_Traced0_Call0 + Access0 + Flujo + System;

    [FlujoStep]
    private static string Reach<Access0, Traced1_Reach, CallSites, FlujoSteps, Exception>(Access0 a, Traced1_Reach b, CallSites c, FlujoSteps d, Exception e) => $"{a}{b}{c}{d}{e}";

    [FlujoStep]
    public int Größe(int übergröße) => übergröße;

    [FlujoStep]
    public void _() => Console.WriteLine("underscore");

    [FlujoStep]
    public int Discard(int _, out int __) => __ = _;

    [FlujoStep("quotes \" \\ \n \u2028 {0} \ud83d\ude00")]
    public void Quotes() => Console.WriteLine("quotes");

    [FlujoStep]
    public string Overload() => "none";

    [FlujoStep]
    public string Overload(int x) => "int";

    [FlujoStep]
    public string Overload(long x) => "long";

    [FlujoStep]
    public string Overload<T>(T x) => "T";

    [FlujoStep]
    public string Overload(in string x) => "in string";

    [FlujoStep]
    public string Overload(object x, params int[] y) => "object";

    public string Overload(byte x) => "byte, not a step";

    public static string Call() => Reach(1, 2, 3, 4, 5);
}

public class A_B
{
    [FlujoStep("first")]
    public string C_D() => "A_B.C_D";
}

public class A
{
    public class B_C
    {
        [FlujoStep("second")]
        public string D() => "A.B_C.D";
    }
}

internal static class Program
{
    public static Task Run()
    {
        var keyword = new @namespace.Of.System.@class<int>();
        Console.WriteLine(keyword.@while(1, 2, "3") + @namespace.Of.System.@class<int>.@void(4) + keyword.Call());
        Console.WriteLine(new @namespace.Of.System.Exception().Task(new()));
        var w = new Wrapper();
        Console.WriteLine(w.Call0("1", "2", "3", "4", "5", "6", "7", "8"));
        Console.WriteLine(Wrapper.Traced0_Call0("1", "2", "3", "4", "5", "6", "7", "8"));
        Console.WriteLine(Wrapper.Call());
        Console.WriteLine(w.Größe(5));
        w._();
        Console.WriteLine(w.Discard(3, out int d) + d);
        w.Quotes();
        byte b = 1;
        string s = "s";
        Console.WriteLine(w.Overload() + w.Overload(1) + w.Overload(1L) + w.Overload(1.5) + w.Overload(in s) + w.Overload(w, 1) + w.Overload(b) + w.Overload<int>(3));
        Console.WriteLine(new A_B().C_D() + new A.B_C().D());
        return Task.CompletedTask;
    }
}

/* tree
keyword (completed)
void (completed)
if (completed)
task (completed)
call0 (completed)
traced0_call0 (completed)
reach (completed)
größe (completed)
_ (completed)
discard (completed)
quotes " \ 
   {0} 😀 (completed)
overload (completed)
overload (completed)
overload (completed)
overload (completed)
overload (completed)
overload (completed)
overload (completed)
first (completed)
second (completed)
*/
