using System.Threading.Channels;
using Gudok.Numbers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Backup;

/// <summary>Writes each erasure down in the backup place as soon as it happened; what the place did not take is tried again, and at the latest when
/// the data folder is opened the next time.</summary>
public sealed partial class ErasureRelay : IAsyncDisposable
{
    /// <summary>How long is waited before a place that is away is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ErasureCopy _copy;
    private readonly BackupSource _source;
    private readonly TimeProvider _clock;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _subscription;
    private readonly Task _running;
    private long _failures;

    /// <summary>Begins at once with what the place may lack.</summary>
    /// <param name="source">The data folder.</param>
    /// <param name="vault">Tells of erasures.</param>
    /// <param name="place">The backup place.</param>
    /// <param name="clock">Counts the pause.</param>
    public ErasureRelay(BackupSource source, IPartyVault vault, string place, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(vault);
        _source = source;
        _copy = new ErasureCopy(Path.GetFullPath(place), source.Keys);
        _clock = clock;
        _wake.Writer.TryWrite(true);
        _subscription = vault.OnErased(_ => _wake.Writer.TryWrite(true));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Where a place that is away is noted; nowhere until there is a log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Attempts that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Stops after what is still owed was tried once more.</summary>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TryCopy();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _wake.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            while (_wake.Reader.TryRead(out _))
            {
                // One copy takes all that were erased so far.
            }

            while (!TryCopy()) await Task.Delay(Pause, _clock, _stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is owed; false if the place did not take it.</summary>
    public bool TryCopy()
    {
        try
        {
            var erased = ErasureList.ReadIds(Path.Combine(_source.DataFolder, VaultFiles.Erased));
            if (erased.Count > 0) _copy.Add(erased);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or BackupException)
        {
            Interlocked.Increment(ref _failures);
            LogFailed(Logger, fault.Message);
            return false;
        }
    }

    [LoggerMessage(8001, LogLevel.Warning, "Erasures could not be written to the backup place ({Reason}); it is tried again.")]
    private static partial void LogFailed(ILogger logger, string reason);
}
