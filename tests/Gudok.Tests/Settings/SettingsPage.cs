using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gudok.Tests;

/// <summary>Writes <c>docs/settings.md</c> from the options classes: their defaults, ranges and XML documentation.</summary>
internal static class SettingsPage
{
    private const string Opening = """
        # Settings

        They are read in this order, the later one wins: the defaults, `gudok.json` in the data folder, the environment, the command line. All are
        checked when a command opens the folder; every mistake is named at once (GDK-9003), and so is a name that is none of these.

        Times are written `d.hh:mm:ss.fff`: `00:00:30` is thirty seconds, `1.00:00:00` a day. A list in the environment is one variable for each
        entry: `GUDOK__Numbers__OwnNumbers__0`. A file to begin with is [gudok.sample.json](gudok.sample.json).

        This page is made from the code: a test fails when the two differ, and writes it anew if `GUDOK_WRITE_DOCS=1` is set.

        """;

    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> _documentation = [];

    /// <summary>All settings that a person may set: section, property, and the object that holds it.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property, object Holder)> Settings(GudokSettings settings)
    {
        foreach (var section in Sections())
        {
            var holder = section.GetValue(settings)!;
            foreach (var setting in Settings(section, section.Name, holder)) yield return setting;
        }
    }

    // Options within options, such as where a database is.
    private static IEnumerable<(string Name, PropertyInfo Property, object Holder)> Settings(PropertyInfo section, string path, object holder)
    {
        foreach (var property in holder.GetType().GetProperties().Where(property => IsSetting(section, property)))
        {
            var name = $"{path}:{property.Name}";
            if (property.PropertyType.IsClass && property.PropertyType != typeof(string) && !property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            {
                foreach (var inner in Settings(section, name, property.GetValue(holder)!)) yield return inner;
                continue;
            }

            yield return (name, property, holder);
            // A list of things that have settings of their own: those of the first stand for all.
            if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments() is [{ IsClass: true } item] && item != typeof(string))
            {
                foreach (var inner in Settings(section, $"{name}:0", Activator.CreateInstance(item)!)) yield return inner;
            }
        }
    }

    public static string Write()
    {
        var settings = new GudokSettings();
        var withEach = new GudokSettings();
        withEach.Retention.Classes.Add(new Gudok.Ledger.RetentionClassOptions());
        var ranges = SettingRanges.Of(withEach).ToDictionary(range => range.Name, range => $"{Show(range.Least)} to {Show(range.Most)}");
        var page = new StringBuilder(Opening);
        foreach (var section in Settings(settings).GroupBy(setting => setting.Name[..setting.Name.IndexOf(':', StringComparison.Ordinal)]))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {section.Key}\n\n{Describe(typeof(GudokSettings).GetProperty(section.Key)!.PropertyType)}\n\n{Head}");
            foreach (var (name, property, holder) in section)
                page.Append(Row(name, Default(property.GetValue(holder)), ranges.GetValueOrDefault(name) ?? Words(property.PropertyType), Describe(property)));
        }

        var http = typeof(GudokSettings).GetProperty(nameof(GudokSettings.Http))!;
        page.Append("\n## Http\n\nWhere the portal is.\n\n").Append(Head).Append(Row(http.Name, Default(settings.Http), "", Describe(http)));
        var storage = typeof(GudokSettings).GetProperty(nameof(GudokSettings.Storage))!;
        page.Append("\n## Storage\n\nWhere ledger and vault are.\n\n").Append(Head)
            .Append(Row(storage.Name, Default(settings.Storage), Words(storage.PropertyType), Describe(storage)));
        return page.ToString();
    }

    private const string Head = "| setting | environment | default | range | meaning |\n|---|---|---|---|---|\n";

    private static IEnumerable<PropertyInfo> Sections() => typeof(GudokSettings).GetProperties().Where(property => property.PropertyType.IsClass && property.PropertyType != typeof(string));

    // The folder is where the settings were read from; it cannot be set in itself.
    private static bool IsSetting(PropertyInfo section, PropertyInfo property) =>
        (property.Name != "Folder" || section.Name == nameof(GudokSettings.Keys))
        && (property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)) || property.PropertyType.IsGenericType
            || property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal));

    private static string Row(string name, string defaultValue, string range, string meaning) =>
        $"| `{name}` | `{GudokSettings.EnvironmentPrefix}{name.Replace(":", "__", StringComparison.Ordinal)}` | {defaultValue} | {range} | {meaning} |\n";

    private static string Default(object? value) => value switch
    {
        null or "" => "–",
        bool yes => yes ? "`true`" : "`false`",
        string text => $"`{text}`",
        IDictionary or IEnumerable => string.Join(", ", ((IEnumerable)value).Cast<object>().Select(one => $"`{one}`")) is { Length: > 0 } list ? list : "none",
        _ => $"`{Show(value)}`",
    };

    private static string Show(object value) => value is TimeSpan time && time.Milliseconds == 0
        ? time.ToString("c", CultureInfo.InvariantCulture)
        : value is TimeSpan short_ ? short_.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Words(Type type) => type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`"))
        : type == typeof(bool) ? "`true`, `false`"
        : "";

    private static string Describe(MemberInfo member)
    {
        var id = member is Type type ? $"T:{type.FullName}" : $"P:{member.DeclaringType!.FullName}.{member.Name}";
        var assembly = (member as Type ?? member.DeclaringType!).Assembly;
        if (!_documentation.TryGetValue(assembly, out var members))
        {
            var file = Path.ChangeExtension(assembly.Location, ".xml");
            _documentation[assembly] = members = XDocument.Load(file).Descendants("member").ToDictionary(one => one.Attribute("name")!.Value);
        }

        var summary = members[id].Element("summary")!;
        var text = string.Concat(summary.Nodes().Select(Plain));
        return Regex.Replace(text, @"\s+", " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement reference when reference.Attribute("cref") is { } target => $"`{target.Value[(target.Value.LastIndexOf('.') + 1)..]}`",
        _ => "",
    };
}
