namespace Plenum.Fuzz;

/// <summary>The inputs that are kept: those that once broke something, and the seeds that our writers make.</summary>
internal static class FuzzCorpus
{
    public static IEnumerable<byte[]> Load(string root, FuzzTarget target)
    {
        foreach (var seed in target.Seeds())
            yield return seed;
        var folder = Path.Combine(root, target.Name);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal))
            yield return File.ReadAllBytes(file);
    }
}
