using System.Net.Sockets;

namespace Gudok.Capture;

/// <summary>Accepts connections one after the other, and outlives a system that refuses for a while: it is asked again after a pause. Whoever was not
/// accepted waits in the kernel's queue meanwhile, or connects again.</summary>
/// <param name="accept">Accepts the next connection; null for the end.</param>
/// <param name="clock">Counts the pauses.</param>
public sealed class PatientAcceptance(Func<CancellationToken, ValueTask<Socket?>> accept, TimeProvider clock)
{
    // A process without a free descriptor does not get one by asking again at once.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TroubleRhythm _trouble = new(clock);

    /// <summary>The next connection; null for the end. For one caller at a time.</summary>
    /// <param name="refused">Told of each attempt that failed, and whether it is to be logged: the first, then one a minute.</param>
    /// <param name="resumed">Told when an attempt succeeds after others that failed.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async ValueTask<Socket?> NextAsync(Action<SocketException, bool> refused, Action resumed, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(resumed);
        while (true)
        {
            try
            {
                var socket = await accept(stop).ConfigureAwait(false);
                if (_trouble.End()) resumed();
                return socket;
            }
            catch (SocketException fault)
            {
                refused(fault, _trouble.Note(fault));
            }

            await Task.Delay(RetryPause, clock, stop).ConfigureAwait(false);
        }
    }
}
