using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore;

/// <summary>Collects what is wrong with options.</summary>
internal sealed class OptionProblems
{
    private readonly List<string> _problems = [];

    public void Add(string path, string problem, string separator = " ") =>
        _problems.Add($"{PlenumOptions.SectionName}:{path}{separator}{problem}");

    public void Check<T>(string path, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            Add(path, $"is {value}; set it to something from {least} to {most}.");
    }

    public ValidateOptionsResult ToResult() =>
        _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}
