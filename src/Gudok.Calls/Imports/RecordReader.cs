using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the records of one source, file after file, into observed calls, and says of every line that it refused why.</summary>
/// <remarks>Rows of one call may stand in several files. No content throws but what concerns a whole file. Not safe for two threads at once.</remarks>
public sealed class RecordReader
{
    private readonly RecordSource _source;
    private readonly ImportOptions _options;
    private readonly RowJoiner _joiner;
    private readonly RowMerge _merge;
    private readonly RowRules _rules;
    private readonly PartyReader _parties;
    private readonly TimeProvider _clock;
    private RecordFile? _file;
    private List<ObservedCall> _finished = [];
    private List<RefusedLine> _refused = [];
    private long _lines;
    private long _headings;
    private long _notCalls;
    private long _refusals;
    private long _calls;

    /// <summary>Prepares for the files of a source.</summary>
    /// <param name="source">How they are written.</param>
    /// <param name="options">Limits, and zones where the source names none.</param>
    /// <param name="parties">Reads parties in the habits of the region.</param>
    /// <param name="clock">Tells which times lie in the future.</param>
    /// <exception cref="RecordInputException">The zone is none, or a map is missing.</exception>
    public RecordReader(RecordSource source, ImportOptions options, PartyReader parties, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parties);
        _source = source;
        _options = options;
        _parties = parties;
        _clock = clock;
        _rules = new RowRules(parties, FindZone(source, options), Instant.Now(clock) + TimeSpan.FromDays(1));
        _merge = new RowMerge(source.Name, parties.Own);
        _joiner = new RowJoiner(options, GiveOut);
    }

    /// <summary>What was read so far.</summary>
    public RecordTally Tally => new(_lines, _headings, _notCalls, _refusals, _calls);

    /// <summary>How many calls wait to be taken.</summary>
    public int Finished => _finished.Count;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Read from where it stands; the caller closes it.</param>
    /// <param name="name">What refused lines call it.</param>
    public void Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _file = RecordFile.Open(stream, name, _source, _options, NewRowReader());
    }

    /// <summary>Reads one line or document of the file; false at its end.</summary>
    /// <exception cref="RecordInputException">The file as a whole cannot be read; its rows that still waited are dropped.</exception>
    public bool TryStep()
    {
        var file = _file ?? throw new InvalidOperationException("No file was begun.");
        try
        {
            if (file.TryRead(out var line))
            {
                _lines++;
                Take(file, line);
                return true;
            }

            file.Rows.Complete();
            _file = null;
            return false;
        }
        catch (RecordInputException)
        {
            _joiner.Forget(file.Name);
            _file = null;
            throw;
        }
    }

    /// <summary>Gives out the calls that still waited for rows: after the last file.</summary>
    public void Complete() => _joiner.Complete();

    /// <summary>Takes the calls that are whole.</summary>
    public List<ObservedCall> TakeFinished() => Interlocked.Exchange(ref _finished, []);

    /// <summary>Takes the refused lines, those of one call together.</summary>
    public List<RefusedLine> TakeRefused() => Interlocked.Exchange(ref _refused, []);

    /// <summary>Takes what another reader gave out and nobody took yet.</summary>
    public void TakeOver(RecordReader other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _finished.AddRange(other.TakeFinished());
        _refused.AddRange(other.TakeRefused());
    }

    private static ZoneRule? FindZone(RecordSource source, ImportOptions options)
    {
        var name = source.Zone ?? source.Map?.Zone ?? (options.Zones.TryGetValue(source.Name, out var own) ? own : options.Zone);
        if (name.Length == 0) return null;
        return ZoneRule.TryFind(name, out var zone)
            ? zone
            : throw new RecordInputException(CallsFaults.ZoneMissing, $"the zone {name} is not known here; use an IANA name such as Europe/Moscow, or an offset such as +03:00");
    }

    private IRowReader NewRowReader() => _source.Format switch
    {
        RecordFormat.AsteriskCsv => new AsteriskCsvReader(_rules),
        RecordFormat.AsteriskCel => new AsteriskCelReader(_rules),
        RecordFormat.FreeSwitchCsv => new FreeSwitchCsvReader(_rules),
        RecordFormat.FreeSwitchXml => new FreeSwitchXmlReader(_rules),
        RecordFormat.Cucm => new CucmReader(_rules),
        RecordFormat.Acc => new AccReader(_rules, _source.Map),
        RecordFormat.Csv => new TableReader(_rules, _source.Map ?? throw new RecordInputException(CallsFaults.MapWrong, "a table of calls needs --map FILE, which says what its columns mean: docs/import.md")),
        RecordFormat.Ndjson => new PostedLineReader(new PostedCallReader(_parties, _clock)),
    };

    private void Take(RecordFile file, RawLine line)
    {
        if (line.IsTooLong)
        {
            Refuse(file.Refused(line, file.TooLong()));
            return;
        }

        var text = file.TextOf(line);
        if (string.IsNullOrWhiteSpace(text))
        {
            _headings++;
            return;
        }

        switch (file.Rows.Read(text))
        {
            case RowOutcome.Heading:
                _headings++;
                file.KeepHeading(line);
                break;
            case RowOutcome.NotACall:
                _notCalls++;
                break;
            case RowOutcome.Row when file.Rows.Row!.Keys.Count == 0:
                Add(file.Rows.Make([file.Rows.Row], _merge, out _));
                break;
            case RowOutcome.Row:
                _joiner.Add(file.Rows.Row!.Keys, file.Rows, new PlacedRow(file.Rows.Row, file.Refused(line, RowForms.WithCall)));
                break;
            case RowOutcome.Refused when file.Rows.Keys.Count == 0:
                Refuse(file.Refused(line, file.Rows.Fault!));
                break;
            case RowOutcome.Refused:
                _joiner.Add(file.Rows.Keys, file.Rows, new PlacedRow(null, file.Refused(line, file.Rows.Fault!)));
                break;
        }
    }

    private void GiveOut(RowGroup group)
    {
        if (group.Rows.Count > _options.RowsPerCall) RefuseAll(group, new LineFault(CallsFaults.TooManyRows, "", $"the call has more than {_options.RowsPerCall} rows; Import:RowsPerCall allows more"));
        else if (group.FirstRefused is { } refused) RefuseAll(group, RowForms.OfCall(refused));
        else if (group.Reader.Make([.. group.Rows.Select(row => row.Row!)], _merge, out var fault) is { } call) Add(call);
        else if (fault is not null) RefuseAll(group, fault);
        else _notCalls += group.Rows.Count;
    }

    /// <summary>A call is recorded whole or not at all: what is recorded stays, and a row that came later would change nothing.</summary>
    private void RefuseAll(RowGroup group, LineFault fault)
    {
        foreach (var row in group.Rows) Refuse(row.Row is null ? row.Line : row.Line with { Fault = fault });
    }

    private void Refuse(RefusedLine line)
    {
        _refusals++;
        _refused.Add(line);
    }

    private void Add(ObservedCall? call)
    {
        if (call is null) return;
        _calls++;
        _finished.Add(call);
    }
}
