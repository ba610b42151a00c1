using System.ComponentModel.DataAnnotations;

namespace Gudok.Portal;

/// <summary>What of the portal can be set. Section <c>Portal</c> of the settings.</summary>
public sealed class PortalOptions
{
    /// <summary>Hosts that the portal answers for, without port. Default <c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c>; a list in the settings is
    /// used in place of it.</summary>
    public IList<string> Hosts { get; set; } = [];

    /// <summary>Proxies that stand before the portal, by address or network: of a request that comes from one, <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are taken, one hop.
    /// Default none: nobody's word is taken, and whoever comes by a proxy has its address. At most 64.</summary>
    public IList<string> Proxies { get; set; } = [];

    /// <summary>Time zone (IANA) of readers whose browser has not told theirs. Default <c>Europe/Moscow</c>.</summary>
    [Required]
    public string Zone { get; set; } = "Europe/Moscow";

    /// <summary>The day by the calendar of the house: that of <see cref="Zone"/>.</summary>
    /// <param name="at">The moment.</param>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);

    /// <summary>Language of readers whose browser asks for neither: <c>ru</c> or <c>en</c>. Default <c>ru</c>.</summary>
    [RegularExpression("^(ru|en)$")]
    public string Language { get; set; } = "ru";

    /// <summary>Calls of one page of the history, 10 to 200. Default 50.</summary>
    [Range(10, 200)]
    public int PageSize { get; set; } = 50;

    /// <summary>Messages drawn in one ladder, 10 to 2,000. Default 300.</summary>
    [Range(10, 2000)]
    public int LadderMessages { get; set; } = 300;

    /// <summary>How long live rows are gathered before they are sent, 20 ms to 1 s. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:01", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan LiveWindow { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a live stream is silent before it sends a heartbeat, 1 s to 1 min. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Rows sent at once to a live page, 1 to 200; of more the newest are sent and the rest are counted. Default 50.</summary>
    [Range(1, 200)]
    public int LiveRows { get; set; } = 50;

    /// <summary>Readers that follow live calls at a time, pages and programs together, 1 to 10,000. Default 200.</summary>
    [Range(1, 10_000)]
    public int MaxFollowers { get; set; } = 200;

    /// <summary>Requests of one person a minute, assets not counted, 30 to 100,000. Default 1,200.</summary>
    [Range(30, 100_000)]
    public int RequestsOfPerson { get; set; } = 1_200;

    /// <summary>Requests of one program a minute, 30 to 1,000,000. Default 6,000.</summary>
    [Range(30, 1_000_000)]
    public int RequestsOfProgram { get; set; } = 6_000;

    /// <summary>Requests for tokens from one network a minute, 1 to 10,000. Default 60.</summary>
    [Range(1, 10_000)]
    public int RequestsForTokens { get; set; } = 60;

    /// <summary>Requests other than for pages that one network (an address of IPv4, 64 bits of IPv6) sends a minute without having signed in, 10 to 100,000: two for each sign-in.
    /// Default 300.</summary>
    [Range(10, 100_000)]
    public int RequestsOfStrangers { get; set; } = 300;

    /// <summary>Octets of one posted call, 1 KiB to 1 MiB. Default 64 KiB.</summary>
    [Range(1024, 1 << 20)]
    public int MaxLineBytes { get; set; } = 64 * 1024;

    /// <summary>Calls of one post, 1 to 100,000. Default 10,000.</summary>
    [Range(1, 100_000)]
    public int MaxLines { get; set; } = 10_000;

    /// <summary>Calls recorded at once while a post is read, 1 to 10,000. Default 500.</summary>
    [Range(1, 10_000)]
    public int PostBatch { get; set; } = 500;

    /// <summary>Name of the organisation, for acts. Default none: a line to fill in by hand.</summary>
    public string OrganisationName { get; set; } = "";

    /// <summary>Its address, for acts. Default none.</summary>
    public string OrganisationAddress { get; set; } = "";

    /// <summary>Folder to which the list of erased parties is copied at each erasure, for copies of the data folder that are made otherwise than by
    /// <c>gudok backup</c>; not <c>Backup:Place</c>, which keeps a list of its own. Default none.</summary>
    public string ErasureListCopy { get; set; } = "";

    /// <summary>The hosts in force: nothing but loopback while none are set.</summary>
    internal IList<string> HostsInForce => Hosts.Count > 0 ? Hosts : ["localhost", "127.0.0.1", "[::1]"];
}
