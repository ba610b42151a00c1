using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.Data.Sqlite;

namespace Gudok.Capture.Tests;

/// <summary>A pipeline whose calls in progress are kept in an <c>open.db</c>, as one process after another sees it.</summary>
internal sealed class OpenCallsFolder : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StateChanges _changes = new();
    private StateJournal _journal = new();
    private OpenCallsFile _file;

    public OpenCallsFolder()
    {
        _file = OpenCallsFile.Open(_folder.Path, [.. Key], Counters, Clock, Log);
        Pipeline = NewPipeline();
    }

    /// <summary>What seals it.</summary>
    public static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(octet => (byte)octet)];

    /// <summary>Where it lies.</summary>
    public string Path => System.IO.Path.Combine(_folder.Path, "open.db");

    /// <summary>The pipeline of the present process.</summary>
    public CallPipeline Pipeline { get; private set; }

    public OpenCallsFile File => _file;

    public CaptureCounters Counters { get; } = new();

    /// <summary>Counts its pauses.</summary>
    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    /// <summary>What it told.</summary>
    public LogLines Log { get; } = new();

    public void Feed(IEnumerable<LadderStep> steps)
    {
        foreach (var step in steps) Pipeline.OnFrame(step.ToFrame());
    }

    public void Save(Instant at)
    {
        _file.Begin(_changes, _journal.Octets);
        Pipeline.Save(_changes);
        _file.Write(_changes, at);
    }

    /// <summary>Ends the process, and begins another if the file can be read under the key.</summary>
    public bool Restart(byte[]? key = null)
    {
        _file.Dispose();
        _file = OpenCallsFile.Open(_folder.Path, [.. key ?? Key], Counters, Clock, Log);
        Pipeline = NewPipeline();
        return _file.TryRestore(Pipeline.Restore);
    }

    /// <summary>Asks the file, or changes it, behind the back of whoever has it open.</summary>
    public object? Query(string text, int column = 0)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var rows = command.ExecuteReader();
        return rows.Read() ? rows.GetValue(column) : null;
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    private CallPipeline NewPipeline()
    {
        _journal = new StateJournal();
        return new CallPipeline(new AssemblyOptions(), new PartyReader(new PartyOptions()), Counters, _journal, _file.Parked);
    }
}
