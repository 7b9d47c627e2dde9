using Deliberation.Formats;

namespace Deliberation.Tests;

/// <summary>Feeds a reader with damaged copies of good files: whatever it says, it must say it as a located error.</summary>
internal static class Fuzz
{
    private const string Bits = "0123456789-+=.,;:\"'#\n\r\t \0\uFEFFèA€/\\";

    private static int Rounds => TestRun.IsLong ? 100_000 : 2_000;

    /// <summary>Fails when anything but a located <see cref="FormatError"/> comes out, or when one input is not done with in ten minutes: a
    /// hang.</summary>
    public static void Run(Action<TextReader> read, params string[] good)
    {
        int seed = 0, refused = 0;
        Task rounds = Task.Factory.StartNew(() => { for (; seed < Rounds; seed++) if (Refuses(read, good, seed)) refused++; },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (int before = -1; Task.WaitAny([rounds], TimeSpan.FromMinutes(10)) < 0; before = Volatile.Read(ref seed))
            Assert.False(before == Volatile.Read(ref seed), $"seed {before} hangs");
        rounds.GetAwaiter().GetResult();
        Assert.True(refused > Rounds / 20, "the damage did not hurt: the fuzz proves nothing");
    }

    private static bool Refuses(Action<TextReader> read, string[] good, int seed)
    {
        var random = new Random(seed);
        string damaged = Damage(good[random.Next(good.Length)], random);
        try
        {
            read(new StringReader(damaged));
            return false;
        }
        catch (FormatError error)
        {
            Assert.NotEmpty(error.Text.Italian);
            Assert.NotEmpty(error.Text.English);
            Assert.InRange(error.Line, 0, damaged.Length + 2);
            Assert.InRange(error.Column, 0, damaged.Length + 2);
            return true;
        }
    }

    private static string Damage(string good, Random random)
    {
        var text = new System.Text.StringBuilder(good);
        for (int times = random.Next(1, 6); times > 0 && text.Length > 0; times--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, Bits[random.Next(Bits.Length)]); break;
                case 2: text[at] = Bits[random.Next(Bits.Length)]; break;
                case 3: text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at)); break;
                default: text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 30), text.Length - at))); break;
            }
        }

        return text.ToString();
    }
}
