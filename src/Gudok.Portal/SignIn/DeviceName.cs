namespace Gudok.Portal;

/// <summary>What a person calls the browser and the system of a User-Agent header: enough to know one's own again.</summary>
internal static class DeviceName
{
    /// <summary>Of a header in which nothing is known.</summary>
    public const string Unknown = "—";

    // The first that fits: each later one puts its name behind those of the former.
    private static readonly (string Word, string Name)[] Browsers =
        [("YaBrowser/", "Яндекс Браузер"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Word, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>A short name; a dash if nothing in the header is known.</summary>
    public static string Of(string? header)
    {
        var parts = new[] { Find(Browsers, header), Find(Systems, header) }.OfType<string>().ToArray();
        return parts.Length > 0 ? string.Join(", ", parts) : Unknown;
    }

    private static string? Find((string Word, string Name)[] known, string? header) =>
        known.FirstOrDefault(one => header?.Contains(one.Word, StringComparison.Ordinal) == true).Name;
}
