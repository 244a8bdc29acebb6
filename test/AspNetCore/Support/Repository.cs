namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Files of the working copy that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(DirectoryInfo? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Plenum.slnx")))
            directory = directory.Parent;

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
