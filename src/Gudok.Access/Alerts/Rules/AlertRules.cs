using System.Reflection;
using System.Text;

namespace Gudok.Access;

/// <summary>What is alerted on. Read once, immutable.</summary>
public sealed class AlertRules
{
    /// <summary>The file in the data folder that takes the place of the rules of the program.</summary>
    public const string FileName = "alerts.json";

    private const string Resource = "Gudok.Access.Alerts.alerts.json";

    internal AlertRules(IReadOnlyList<AlertRule> rules, WorkingHours hours)
    {
        Rules = rules;
        Hours = hours;
    }

    /// <summary>The rules of the program, as they stand in <c>docs/operations/alerts.md</c>.</summary>
    public static AlertRules Default { get; } = AlertRulesReader.Read(Encoding.UTF8.GetBytes(DefaultText), Resource);

    /// <summary>The text of the rules of the program: a file to begin with.</summary>
    public static string DefaultText
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
            using var text = new StreamReader(stream);
            return text.ReadToEnd();
        }
    }

    /// <summary>Names of the rules.</summary>
    public IReadOnlyList<string> Names => [.. Rules.Select(rule => rule.Name)];

    internal IReadOnlyList<AlertRule> Rules { get; }

    internal WorkingHours Hours { get; }

    /// <summary>The longest time that a rule looks back.</summary>
    internal TimeSpan LongestWindow => Rules.Count == 0 ? TimeSpan.Zero : Rules.Max(rule => rule.Within);

    /// <summary>The rules of a data folder.</summary>
    /// <exception cref="AccessException">GDK-7301: the file is not what it should be; every fault of it is named.</exception>
    public static AlertRules Of(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        return File.Exists(path) ? AlertRulesReader.Read(File.ReadAllBytes(path), path) : Default;
    }
}
