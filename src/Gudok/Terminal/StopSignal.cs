using System.Runtime.InteropServices;

namespace Gudok;

/// <summary>Ctrl-C and SIGTERM: the first asks to stop in order, a second one ends at once.</summary>
internal static class StopSignal
{
    /// <summary>Cancels the source at the first signal.</summary>
    public static IDisposable Register(CancellationTokenSource stop)
    {
        var asked = 0;
        void OnSignal(PosixSignalContext context)
        {
            if (Interlocked.Exchange(ref asked, 1) != 0) return;
            context.Cancel = true;
            stop.Cancel();
        }

        return new Registrations(
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    private sealed class Registrations(params PosixSignalRegistration[] signals) : IDisposable
    {
        public void Dispose()
        {
            foreach (var signal in signals) signal.Dispose();
        }
    }
}
