namespace Gudok.Capture;

/// <summary>PBXs that tell queue, operator and application of the calls that are captured. Section <c>Feeds</c> of the settings.</summary>
public sealed class FeedsOptions
{
    private const int MostFeeds = 16;

    /// <summary>Asterisks, each by its manager interface (AMI). At most 16.</summary>
    public IList<FeedOptions> Asterisk { get; } = [];

    /// <summary>FreeSWITCHes, each by its event socket (ESL). At most 16.</summary>
    public IList<FeedOptions> FreeSwitch { get; } = [];

    /// <summary>Channels of all PBXs that are remembered until the record of their call is made; over that the oldest is forgotten and counted. Default 100,000; 1,000 to 1,000,000.</summary>
    public int RememberedChannels { get; set; } = 100_000;

    /// <summary>How long a channel is remembered of which nothing more is told. Default 12 h; 1 min to 8 days.</summary>
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long after the end of a channel, and after its call was recorded, something may still be told that corrects the record. Default 10 min; 1 s to 1 day.</summary>
    public TimeSpan LateFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether any PBX is asked.</summary>
    public bool IsAnySet => Asterisk.Count + FreeSwitch.Count > 0;

    /// <summary>What is wrong with the lists, each with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        if (Asterisk.Count > MostFeeds) yield return $"Feeds:Asterisk: at most {MostFeeds}";
        if (FreeSwitch.Count > MostFeeds) yield return $"Feeds:FreeSwitch: at most {MostFeeds}";
        for (var i = 0; i < Asterisk.Count; i++)
        {
            if (Asterisk[i].User.Length == 0) yield return $"Feeds:Asterisk:{i}:User: the user's name of manager.conf";
            foreach (var mistake in Asterisk[i].Validate()) yield return $"Feeds:Asterisk:{i}:{mistake}";
        }

        for (var i = 0; i < FreeSwitch.Count; i++)
        {
            foreach (var mistake in FreeSwitch[i].Validate()) yield return $"Feeds:FreeSwitch:{i}:{mistake}";
        }
    }
}
