using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Puts the parts of the embedded ledger together, and in order after a crash.</summary>
internal sealed class LedgerParts : IDisposable
{
    private const string LedgerFolder = "ledger";
    private const string PartiesFolder = "parties";
    private const string LatestFile = "latest.db";
    private readonly DataFolderLock _lock;
    private readonly SegmentReaders _readers;
    private readonly LatestTable _latest;

    private LedgerParts(LedgerOptions options, string folder, DataFolderLock ownership, IDayKeys dayKeys, TimeProvider clock)
    {
        _lock = ownership;
        var catalog = new SegmentCatalog(SegmentFiles.Load(folder));
        var runs = PartyRuns.Open(Path.Combine(folder, PartiesFolder), options.RunRecords);
        _readers = new SegmentReaders(dayKeys, options.WarmReaders);
        _latest = LatestFiles.Open(Path.Combine(folder, LatestFile), catalog.All.Select(segment => segment.Summary.Position).DefaultIfEmpty().Max());
        Store = new RecordStore(catalog, _readers, _latest);
        Known = new KnownFinder(Store);
        Messages = new MessageStore(folder, options.MessageDays, dayKeys, clock);
        var closer = new SegmentCloser(_readers, runs);
        closer.Complete(catalog);
        LatestFiles.CatchUp(Store);
        Writers = new OpenWriters(folder, options, catalog, closer, dayKeys, clock);
        Writers.Resume();
        Appender = new BatchAppender(Store, Known, Writers, Messages)
        {
            Position = catalog.All.Select(segment => segment.Summary.Position).DefaultIfEmpty().Max(),
        };
        Queries = new QueryRunner(Store, runs, Known);
        Rollups = new RollupReader(Store);
        Verifier = new LedgerVerifier(Store, runs, Messages);
    }

    public RecordStore Store { get; }

    public KnownFinder Known { get; }

    public MessageStore Messages { get; }

    public OpenWriters Writers { get; }

    public BatchAppender Appender { get; }

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
        _lock.Dispose();
    }
}
