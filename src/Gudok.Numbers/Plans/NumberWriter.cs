using System.Globalization;
using System.Text;

namespace Gudok.Numbers;

/// <summary>Writes numbers in the forms of their plan.</summary>
/// <param name="table">The plans.</param>
internal sealed class NumberWriter(PlanTable table)
{
    private const int CodeOfBrackets = 7;

    /// <summary>Writes the number; one whose plan has no shape for it is written without separators.</summary>
    public string Write(NationalNumber number, NumberForm form, string extension)
    {
        var plan = table.ByCountryCode[number.CountryCode]![0];
        var text = new StringBuilder(32);
        if (form != NumberForm.National) text.Append('+').Append(number.CountryCode.ToString(CultureInfo.InvariantCulture));
        if (form is NumberForm.International or NumberForm.Display) text.Append(' ');
        Span<char> buffer = stackalloc char[NationalNumber.MaxLength];
        var national = number.Write(buffer);
        if (form == NumberForm.E164) return text.Append(national).ToString();
        Span<int> borders = stackalloc int[2 * DigitPattern.MaxGroups];
        if (ShapeOf(plan, national, borders) is { } shape) AppendShape(text, Template(shape, form, plan), national, borders);
        else text.Append(national);
        if (extension.Length > 0) text.Append(plan.ExtensionLabel).Append(extension);
        return text.ToString();
    }

    /// <summary>How many digits the number's own plan writes as its first group: the area or operator code. 0 if it is written in one piece.</summary>
    public int AreaLength(NationalNumber number)
    {
        Span<char> buffer = stackalloc char[NationalNumber.MaxLength];
        Span<int> borders = stackalloc int[2 * DigitPattern.MaxGroups];
        var shape = ShapeOf(table.ByCountryCode[number.CountryCode]![0], number.Write(buffer), borders);
        return shape is null ? 0 : borders[1] - borders[0];
    }

    private static NumberShape? ShapeOf(RegionPlan plan, ReadOnlySpan<char> national, Span<int> borders)
    {
        foreach (var shape in plan.Shapes)
        {
            if (shape.Leading?.Begins(national, out _) != false && shape.Split.Match(national, whole: true, borders, out _)) return shape;
        }

        return null;
    }

    private static string Template(NumberShape shape, NumberForm form, RegionPlan plan)
    {
        var brackets = form == NumberForm.Display && plan.CountryCode == CodeOfBrackets;
        if (form != NumberForm.National && !brackets) return shape.International.Length > 0 ? shape.International : shape.National;
        if (shape.PrefixRule.Length == 0) return shape.National;
        var rule = brackets ? shape.PrefixRule.AsSpan(plan.NationalPrefix.Length).TrimStart() : shape.PrefixRule;
        // The rule says how the first group looks: its $1 stands for whichever group comes first.
        var first = shape.National.IndexOf('$', StringComparison.Ordinal);
        var group = shape.National.AsSpan(first, 2);
        return string.Concat(shape.National.AsSpan(0, first), rule.ToString().Replace("$1", group.ToString(), StringComparison.Ordinal), shape.National.AsSpan(first + 2));
    }

    private static void AppendShape(StringBuilder text, string template, ReadOnlySpan<char> national, ReadOnlySpan<int> borders)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$')
            {
                text.Append(template[i]);
                continue;
            }

            var group = template[++i] - '1';
            text.Append(national[borders[2 * group]..borders[2 * group + 1]]);
        }
    }
}
