namespace Gudok.Calls;

/// <summary>Every timer, limit and rule of assembly. Section <c>Assembly</c> of the settings. Read once, when a stage is made.</summary>
public sealed class AssemblyOptions
{
    /// <summary>How long an ended call waits for its last hops before it is given out. Default 500 ms; 0 to 1 min.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an ended leg waits at most for the legs it names. Default 5 s of capture time.</summary>
    public TimeSpan JoinWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Leg 2 must leave the host that leg 1 entered within this time of its start. Default 10 s.</summary>
    public TimeSpan JoinHostWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A new INVITE of the same key continues the call this long after a non-2xx final response. Default 32 s (64 × T1).</summary>
    public TimeSpan RetryWindow { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>How long an unanswered BYE may still be confirmed (Timer F, RFC 3261 §17.1.2.2). Default 32 s.</summary>
    public TimeSpan ByeWindow { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>How long the keys of calls given out are remembered. Default 64 s.</summary>
    public TimeSpan ClosedMemory { get; set; } = TimeSpan.FromSeconds(64);

    /// <summary>No final response this long after the last message of the INVITE transaction ends the call. Default 3 min (Timer C).</summary>
    public TimeSpan NoFinalWait { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>No final response this long after the start ends the call however often it was re-armed. Default 1 h.</summary>
    public TimeSpan NoFinalLimit { get; set; } = TimeSpan.FromHours(1);

    /// <summary>An answered call that is silent this long is over, where no session timer (RFC 4028) says less. Default 24 h.</summary>
    public TimeSpan NoByeLimit { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a refresh of the session timer may be late before the call counts as over. Default 32 s.</summary>
    public TimeSpan SessionTimerGrace { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>An answered call whose media were seen and have been silent this long is over, where no session timer runs and neither side holds the other; media
    /// that go on keep a call open whatever timer has run out. Default 5 min.</summary>
    public TimeSpan MediaSilence { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>No call stays open longer. Default 8 days.</summary>
    public TimeSpan OpenLimit { get; set; } = TimeSpan.FromDays(8);

    /// <summary>Two sightings of one message at one place within this time are a mirror's doubling, later ones a retransmission.
    /// Default 20 ms: far below T1.</summary>
    public TimeSpan MirrorWindow { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A source's clock that steps back by more than this was set; by less, packets were swapped. Default 5 s.</summary>
    public TimeSpan ClockStep { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An INVITE to the target of a REFER within this time belongs to the transfer. Default 32 s.</summary>
    public TimeSpan TransferWindow { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>Call-IDs held at once by one leg stage; above it the one nearest its end is given out. Default 1,000,000.</summary>
    public int OpenCalls { get; set; } = 1_000_000;

    /// <summary>A call that was answered, or given out without its end, and then is silent this long is parked on disk in live capture.
    /// Default 10 min.</summary>
    public TimeSpan ParkAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls parked at once; above it silent calls stay in memory. 0 parks none. Default 10,000,000 (up to 40 octets of memory each).</summary>
    public int ParkedCalls { get; set; } = 10_000_000;

    /// <summary>From-tags under one Call-ID; INVITEs with more are counted and not followed. Default 16.</summary>
    public int LegsPerCall { get; set; } = 16;

    /// <summary>INVITE transactions (branches and hops) under one Call-ID. Default 64.</summary>
    public int BranchesPerCall { get; set; } = 64;

    /// <summary>Distinct messages remembered under one Call-ID, retransmissions and in-dialog requests apart. Default 256.</summary>
    public int SightingsPerCall { get; set; } = 256;

    /// <summary>Groups of legs that the call stage holds at once; above it the oldest is given out. Default 100,000.</summary>
    public int OpenGroups { get; set; } = 100_000;

    /// <summary>Transfers remembered for linking; above it the oldest is forgotten. Default 100,000.</summary>
    public int RememberedTransfers { get; set; } = 100_000;

    /// <summary>Whether the messages of each call are kept for its ladder. Default no here, yes in an installation.</summary>
    public bool KeepMessages { get; set; }

    /// <summary>Messages kept of one call; the rest is counted. Default 200.</summary>
    public int KeptMessagesPerCall { get; set; } = 200;

    /// <summary>Octets kept of one call; the rest is counted. Default 256 KiB.</summary>
    public int KeptOctetsPerCall { get; set; } = 256 * 1024;

    /// <summary>Headers of an INVITE that name the Call-ID of the other leg, beside <c>X-Call-ID</c> and <c>X-CID</c>. Default none.</summary>
    public IList<string> JoinHeaders { get; } = [];

    /// <summary>Endings that a B2BUA appends to the Call-ID of the first leg. Default <c>_b2b-1</c>, <c>_pbx-1</c>; what the
    /// settings name is added to them.</summary>
    public IList<string> JoinSuffixes { get; } = ["_b2b-1", "_pbx-1"];

    /// <summary>IP addresses of back-to-back user agents whose join headers are believed without further proof. Default none.</summary>
    public IList<string> B2buaHosts { get; } = [];

    /// <summary>IP addresses whose P-Asserted-Identity and Remote-Party-ID are believed (RFC 3325 §9.1). Default none.</summary>
    public IList<string> TrustedIdentitySources { get; } = [];

    /// <summary>Whether every source's asserted identity is believed. Default no.</summary>
    public bool TrustAllIdentitySources { get; set; }

    /// <summary>IP addresses of trunks to the public network; they tell inbound from outbound. Default none.</summary>
    public IList<string> TrunkHosts { get; } = [];

    /// <summary>The same options, messages kept or not: an import that keeps none must not stop others from keeping theirs.</summary>
    /// <param name="areKept">Value of <see cref="KeepMessages"/>.</param>
    public AssemblyOptions WithMessages(bool areKept)
    {
        var copy = (AssemblyOptions)MemberwiseClone();
        copy.KeepMessages = areKept;
        return copy;
    }
}
