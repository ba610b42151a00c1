using System.Xml;

namespace Gudok.Calls;

/// <summary>What a document of <c>mod_xml_cdr</c> holds: its variables, and where the call went from one extension to the next.</summary>
internal sealed class FreeSwitchDocument
{
    /// <summary>The most variables and call flows that are read of one document.</summary>
    public const int MaxElements = 4_096;

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Caller profile and times of each call flow, the latest first, as FreeSWITCH writes them.</summary>
    public List<Dictionary<string, string>> Flows { get; } = [];

    /// <summary>A variable, empty if it is not there.</summary>
    public string this[string name] => _variables.GetValueOrDefault(name, "");

    /// <summary>Reads a document; null if it is no XML or none of these.</summary>
    public static FreeSwitchDocument? TryRead(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.Name != "cdr") return null;
            var document = new FreeSwitchDocument();
            return document.Read(reader) ? document : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private bool Read(XmlReader reader)
    {
        var path = new Stack<string>();
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && path.Count > 0) path.Pop();
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) Keep(path, reader.Value);
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (++elements > MaxElements) return false;
            if (reader.Name == "callflow") Flows.Add(new Dictionary<string, string>(StringComparer.Ordinal));
            if (!reader.IsEmptyElement) path.Push(reader.Name);
        }

        return true;
    }

    // Values are escaped as in an address, because they may hold anything that came over the wire.
    private void Keep(Stack<string> path, string value)
    {
        if (path.Count < 2) return;
        var name = path.Pop();
        var parent = path.Peek();
        path.Push(name);
        var plain = Uri.UnescapeDataString(value.Trim());
        if (parent == "variables") _variables.TryAdd(name, plain);
        else if (parent is "caller_profile" or "times" && Flows.Count > 0) Flows[^1].TryAdd(name, plain);
    }
}
