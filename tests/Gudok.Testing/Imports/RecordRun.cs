using System.Text;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>What a reader of other systems' records made of some files.</summary>
public sealed class RecordRun
{
    private RecordRun(IReadOnlyList<ObservedCall> calls, IReadOnlyList<RefusedLine> refused, RecordTally tally) => (Calls, Refused, Tally) = (calls, refused, tally);

    /// <summary>A moment after all samples.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The calls in order of their starts.</summary>
    public IReadOnlyList<ObservedCall> Calls { get; }

    /// <summary>The refused lines.</summary>
    public IReadOnlyList<RefusedLine> Refused { get; }

    /// <summary>What was counted.</summary>
    public RecordTally Tally { get; }

    /// <summary>Reads files given as lines.</summary>
    public static RecordRun OfLines(RecordSource source, params string[] lines) => Of(source, null, null, [Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")]);

    /// <summary>Reads files given as octets.</summary>
    public static RecordRun Of(RecordSource source, ImportOptions? options, PartyOptions? parties, params byte[][] files)
    {
        var reader = new RecordReader(source, options ?? new ImportOptions(), new PartyReader(parties ?? new PartyOptions()), new ManualClock(Now));
        for (var i = 0; i < files.Length; i++)
        {
            reader.Open(new MemoryStream(files[i]), $"file{i + 1}");
            while (reader.TryStep())
            {
            }
        }

        reader.Complete();
        return new RecordRun([.. reader.TakeFinished().OrderBy(call => call.StartedAt)], reader.TakeRefused(), reader.Tally);
    }

    /// <summary>The one call, where nothing was refused.</summary>
    public ObservedCall Only()
    {
        Assert.Empty(Refused.Select(line => line.ToString()));
        return Assert.Single(Calls);
    }

    /// <summary>The reason of the one refused line, where there is no call.</summary>
    public LineFault OnlyFault()
    {
        Assert.Empty(Calls);
        return Assert.Single(Refused).Fault;
    }
}
