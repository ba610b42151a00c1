namespace Gudok.Numbers;

/// <summary>The random keys of the weeks. What a destroyed week's key had wrapped is noise in every copy.</summary>
/// <remarks>Thread-safe. A key is durable in its file before it is handed out.</remarks>
internal sealed class EpochKeys(KeySafe safe)
{
    /// <summary>The number of the week that an instant lies in: weeks begin on Monday, 00:00 UTC.</summary>
    public static int WeekOf(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber / 7;

    /// <summary>The epochs whose keys still exist, in order.</summary>
    public IReadOnlyList<int> Numbers => [.. safe.Contents.Epochs.Keys];

    /// <summary>The epoch to wrap with: that of the week and of the root in use, or a later one if the clock once ran ahead. Makes its key if
    /// need be.</summary>
    public int Ensure(int week) => Newest(safe.Contents, week) ?? Newest(safe.Change(contents => Add(contents, week)), week)!.Value;

    /// <summary>The key of an epoch; null once destroyed, or if it never was here.</summary>
    public SecretKey? Find(int epoch) => safe.Contents.Epochs.GetValueOrDefault(epoch);

    public static VaultException Lacking(int epoch) => new(NumbersFaults.KeySourceWrong,
        $"The key source lacks the key of week {Epoch.WeekIn(epoch)} that the vault's keys need: it is too old or not this folder's. Put back the newest key files.");

    public void Destroy(IReadOnlyCollection<int> epochs)
    {
        if (epochs.Count > 0) safe.Change(contents => contents with { Epochs = contents.Epochs.RemoveRange(epochs) });
    }

    private static int? Newest(KeyContents contents, int week) =>
        !contents.Epochs.IsEmpty && contents.Epochs.Keys.Last() is var newest && newest >= Epoch.Of(contents.RootVersion, week) ? newest : null;

    private static KeyContents Add(KeyContents contents, int week) => Newest(contents, week) is null
        ? contents with { Epochs = contents.Epochs.Add(Epoch.Of(contents.RootVersion, week), SecretKey.CreateRandom()) }
        : contents;
}
