namespace Gudok.Calls;

/// <summary>Stages count in whole microseconds, as <see cref="Sip.Instant"/> does.</summary>
internal static class Micros
{
    extension(TimeSpan span)
    {
        /// <summary>The span in whole microseconds.</summary>
        public long InMicros => span.Ticks / TimeSpan.TicksPerMicrosecond;
    }
}
