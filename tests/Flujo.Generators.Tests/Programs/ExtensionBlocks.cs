// For the SDK's compiler: extension blocks (C# 14).
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Flujo;

public static class Blocks
{
    extension(string text)
    {
        [FlujoStep]
        public string Louder(int times) => text + times;

        [FlujoStep]
        public static string Make(int n) => "made " + n;

        [FlujoStep]
        private string Hidden() => text + " hidden";

        [FlujoStep]
        public async Task<string> LaterAsync()
        {
            await Task.Yield();
            return text;
        }

        [FlujoStep(MaxAttempts = 2)]
        public string Again() => text;

        public int Size
        {
            [FlujoStep]
            get => text.Length;
        }
    }

    extension(long number)
    {
        [FlujoStep]
        public string Louder(int times) => "long " + (number * times);

        [FlujoStep]
        private string Hidden() => number + " hidden";
    }

    extension(ref int number)
    {
        [FlujoStep]
        public void Bump() => number++;

        [FlujoStep(MaxAttempts = 2)]
        public void BumpOnce() => number++;
    }

    extension<T>(List<T> list)
        where T : struct
    {
        [FlujoStep]
        public string Pair<U>(U other) => list.Count + typeof(T).Name + other;
    }

    public static string Show() => "a".Hidden() + 1L.Hidden();
}

internal static class Program
{
    public static async Task Run()
    {
        Console.WriteLine("a".Louder(2) + "b"?.Louder(3) + Blocks.Louder("c", 4) + 5L.Louder(2));
        Console.WriteLine(string.Make(6) + Blocks.Show() + await "d".LaterAsync() + "e".Again() + "four".Size);
        int number = 1;
        number.Bump();
        number.BumpOnce();
        Console.WriteLine(number + new List<int> { 1 }.Pair('x'));
    }
}

/* tree
louder (completed)
louder (completed)
louder (completed)
louder (completed)
make (completed)
hidden (completed)
hidden (completed)
later (completed)
again (completed)
  attempt (completed)
bump (completed)
bump_once (completed)
pair (completed)
*/
