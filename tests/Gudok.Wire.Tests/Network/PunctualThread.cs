using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gudok.Wire.Tests;

/// <summary>A thread that the kernel wakes before all others: what plays a network or a telephone is to be late for nothing, however busy the machine is.</summary>
internal sealed class PunctualThread : IDisposable
{
    private const int FirstInFirstOut = 1;
    private const int Priority = 10;

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to work.</summary>
    /// <param name="work">Ends soon after the thread is told to stop.</param>
    public PunctualThread(Action<PunctualThread> work)
    {
        _thread = new Thread(() => Run(work)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether it is to end.</summary>
    public bool IsStopped => _stop.IsSet;

    /// <summary>Completes when the work has ended, with its fault if it has one.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Waits until a moment of <see cref="Stopwatch"/>, to some hundredths of a millisecond, but for one millisecond at most: then it is time to look for what is new.</summary>
    public static void WaitUntil(long due)
    {
        var left = Math.Min((due - Stopwatch.GetTimestamp()) * 1_000_000_000.0 / Stopwatch.Frequency, 1_000_000);
        if (left > 0) _ = Libc.Pause(new Libc.Time(0, (nint)left), 0);
    }

    /// <summary>Tells it to end, and does not wait for that.</summary>
    public void Stop() => _stop.Set();

    /// <summary>Ends the work.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(Action<PunctualThread> work)
    {
        // Of the thread that calls. Who may not do that gets the same work, late where others are busy: the bounds of the tests say whether too late.
        var priority = Priority;
        _ = Libc.Schedule(0, FirstInFirstOut, ref priority);
        try
        {
            work(this);
            _ended.SetResult();
        }
#pragma warning disable CA1031 // It reaches whoever waits for the end.
        catch (Exception fault)
        {
            _ended.SetException(fault);
        }
#pragma warning restore CA1031
    }

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Schedule(int thread, int policy, ref int priority);

        // What the framework has waits by the millisecond.
        [DllImport("libc", EntryPoint = "nanosleep"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Pause(in Time time, nint left);

        /// <summary><c>struct timespec</c>.</summary>
        public readonly record struct Time(nint Seconds, nint Nanoseconds);
    }
}
