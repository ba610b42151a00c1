using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The kept SIP messages: one file for each class of a day, dropped whole when its term is over. Thread-safe.</summary>
/// <param name="folder">The ledger's folder.</param>
/// <param name="keptDays">For how many days messages of a class are kept.</param>
/// <param name="dayKeys">The keys of the ledger's days.</param>
/// <param name="clock">Tells the day.</param>
internal sealed class MessageStore(string folder, Func<int, int> keptDays, IDayKeys dayKeys, TimeProvider clock) : IDisposable
{
    /// <summary>How many days' files are open at once.</summary>
    public const int OpenFiles = 8;

    private const string FileName = "messages.db";
    private readonly Lock _lock = new();
    private readonly List<MessageFile> _open = [];

    /// <summary>Whether the term of a call's messages is over, or none are kept.</summary>
    public bool IsOver(Instant start, int retentionClass) => start + TimeSpan.FromDays(keptDays(retentionClass)) <= Instant.Now(clock);

    /// <summary>Writes the messages of records that are about to be written to a part of a day; durable when it returns.</summary>
    /// <remarks>A place whose record was not written in the end is written again by the next record that gets it.</remarks>
    public void Append(DayPart part, IReadOnlyList<(RecordPlace Place, LedgerEntry Entry)> entries)
    {
        if (entries.Count == 0) return;
        lock (_lock) Open(part).Append(entries);
    }

    /// <summary>The messages of a record; null if none were kept or their term is over.</summary>
    public SealedMessages? Find(RecordPlace place, RecordId id)
    {
        if (IsOver(new Instant(id.StartMilliseconds * 1000), place.Segment.Part.Class)) return null;
        lock (_lock)
        {
            return File.Exists(PathOf(place.Segment.Part)) ? Open(place.Segment.Part).Find(place, id) : null;
        }
    }

    /// <summary>Keeps apart the messages of a part's calls that are under hold.</summary>
    public void KeepHeld(DayPart part, HeldFile held, Instant now)
    {
        var holds = held.Holds.InForce(now);
        if (holds.Length == 0 || !File.Exists(PathOf(part))) return;
        lock (_lock)
        {
            foreach (var (id, messages) in Open(part).All())
            {
                if (holds.Any(hold => hold.Covers(id, messages.Parties))) held.Messages.Put(id, messages);
            }
        }
    }

    /// <summary>Lets go of a part whose folder is about to be deleted.</summary>
    public void Forget(DayPart part)
    {
        lock (_lock)
        {
            foreach (var file in _open.Where(file => file.Part == part).ToList()) Close(file);
        }
    }

    /// <summary>Whether messages of a part are kept.</summary>
    public bool Has(DayPart part) => File.Exists(PathOf(part));

    /// <summary>Deletes the files of parts whose last call is over its term; what is under hold is kept apart before. Under the ledger's gate: no hold is
    /// placed meanwhile.</summary>
    /// <exception cref="LedgerException">GDK-4014: what is under hold cannot be read of one; it stays, and all others are gone.</exception>
    public int DropExpired(HeldFile held)
    {
        var today = Instant.Now(clock).UtcDay;
        var dropped = 0;
        var check = new PartCheck();
        lock (_lock)
        {
            foreach (var part in Parts().Where(part => part.Day.AddDays(keptDays(part.Class)) < today))
            {
                if (!check.Run(part, () => KeepHeld(part, held, Instant.Now(clock)))) continue;
                Forget(part);
                foreach (var ending in (string[])["", "-wal", "-shm"]) File.Delete(PathOf(part) + ending);
                DurableFile.SyncFolder(SegmentName.PartFolder(folder, part));
                dropped++;
            }
        }

        check.RequireMessages(dropped);
        return dropped;
    }

    /// <summary>Opens every seal of a part; the first record whose messages were changed, or null. Writers go on meanwhile.</summary>
    public RecordId? FirstDamaged(DayPart part, Func<RecordPlace, RecordId, bool> isInPlace, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(part))) return null;
        try
        {
            return new MessageCheck(PathOf(part), part, dayKeys.GetOrCreate(part), isInPlace).FirstDamaged(cancellationToken);
        }
        catch (IOException) when (!File.Exists(PathOf(part)))
        {
            // Its term ended while it was checked.
            return null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _open) file.Dispose();
            _open.Clear();
        }
    }

    private MessageFile Open(DayPart part)
    {
        var file = _open.Find(open => open.Part == part);
        if (file is not null)
        {
            _open.Remove(file);
            _open.Add(file);
            return file;
        }

        if (_open.Count == OpenFiles) Close(_open[0]);
        DurableFile.MakeFolder(SegmentName.PartFolder(folder, part));
        file = new MessageFile(PathOf(part), part, dayKeys.GetOrCreate(part));
        _open.Add(file);
        return file;
    }

    private void Close(MessageFile file)
    {
        _open.Remove(file);
        file.Dispose();
    }

    private IEnumerable<DayPart> Parts()
    {
        foreach (var path in Directory.GetDirectories(folder))
        {
            if (SegmentName.TryReadFolder(Path.GetFileName(path), out var part) && File.Exists(PathOf(part))) yield return part;
        }
    }

    private string PathOf(DayPart part) => Path.Combine(SegmentName.PartFolder(folder, part), FileName);
}
