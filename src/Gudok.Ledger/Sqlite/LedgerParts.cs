using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Puts the parts of the embedded ledger together, and in order after a crash.</summary>
internal sealed class LedgerParts : IDisposable
{
    private const string LedgerFolder = "ledger";
    private const string PartiesFolder = "parties";
    private const string LatestFile = "latest.db";
    private const string HeldFileName = "held.db";
    private readonly DataFolderLock _lock;
    private readonly SegmentReaders _readers;
    private readonly LatestTable _latest;
    private readonly HeldFile _held;

    private LedgerParts(LedgerOptions options, string folder, DataFolderLock ownership, IDayKeys dayKeys, TimeProvider clock)
    {
        _lock = ownership;
        _held = new HeldFile(Path.Combine(folder, HeldFileName), dayKeys, options.DefaultTerms);
        var catalog = new SegmentCatalog(SegmentFiles.Load(folder));
        _held.Classes.TakeUp([.. catalog.All.Select(segment => segment.Name.Part.Class), .. _held.Drops.All.Select(drop => drop.Class)]);
        var runs = PartyRuns.Open(Path.Combine(folder, PartiesFolder), options.RunRecords);
        runs.Drop(_held.Drops.IsDropped);
        RefuseMissing(catalog, runs);
        var position = Math.Max(_held.Drops.Position, catalog.All.Select(segment => segment.Summary.Position).DefaultIfEmpty().Max());
        _readers = new SegmentReaders(dayKeys, options.WarmReaders);
        _latest = LatestFiles.Open(Path.Combine(folder, LatestFile), position);
        foreach (var drop in _held.Drops.All) _latest.Forget(drop.Part);
        Store = new RecordStore(catalog, _readers, _latest, _held);
        Known = new KnownFinder(Store);
        Messages = new MessageStore(folder, _held.Classes.MessageDays, dayKeys, clock);
        var closer = new SegmentCloser(_readers, runs);
        closer.Complete(catalog, _held.Drops.IsDropped);
        LatestFiles.CatchUp(Store);
        Writers = new OpenWriters(folder, options, catalog, closer, dayKeys, clock);
        Writers.Resume();
        Appender = new BatchAppender(Store, Known, Writers, Messages)
        {
            Position = position,
        };
        Amender = new RecordAmender(Store, Known, Writers, Appender);
        Dropper = new DayDropper(folder, Store, runs, _readers, Writers, Messages, dayKeys, clock);
        Queries = new QueryRunner(Store, runs, Known);
        Rollups = new RollupReader(Store);
        Verifier = new LedgerVerifier(Store, runs, Messages);
    }

    public RecordStore Store { get; }

    public KnownFinder Known { get; }

    public MessageStore Messages { get; }

    public OpenWriters Writers { get; }

    public BatchAppender Appender { get; }

    public RecordAmender Amender { get; }

    public DayDropper Dropper { get; }

    public QueryRunner Queries { get; }

    public RollupReader Rollups { get; }

    public LedgerVerifier Verifier { get; }

    public static LedgerParts Open(LedgerOptions options, IDayKeys dayKeys, TimeProvider clock)
    {
        var folder = Path.GetFullPath(Path.Combine(options.Folder, LedgerFolder));
        DurableFile.MakeFolder(folder);
        var ownership = DataFolderLock.Acquire(folder);
        try
        {
            return new LedgerParts(options, folder, ownership, dayKeys, clock);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writers.Dispose();
        _readers.Dispose();
        _latest.Dispose();
        Messages.Dispose();
        _held.Dispose();
        _lock.Dispose();
    }

    private static void RefuseMissing(SegmentCatalog catalog, PartyRuns runs)
    {
        foreach (var segment in runs.All.SelectMany(run => run.Segments))
        {
            if (catalog.TryFind(segment.Name, out _)) continue;
            throw new LedgerException(
                LedgerFaults.FileMissing,
                $"Segment {segment.Name} of the ledger is missing. Restore its files from a backup; if they are lost for good, delete the folder "
                + "ledger/parties: the rest is served, and gudok verify goes on naming the hole.");
        }
    }
}
