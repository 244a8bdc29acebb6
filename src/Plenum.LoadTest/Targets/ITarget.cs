using Plenum.LoadTest.Run;

namespace Plenum.LoadTest.Targets;

/// <summary>How participants get into a server. Any thread may use it.</summary>
internal interface ITarget : IDisposable
{
    /// <summary>Its name, for people.</summary>
    string Name { get; }

    /// <summary>The hosts that requests go to.</summary>
    IEnumerable<Uri> Addresses { get; }

    /// <summary>Lets a participant in: until its media is connected.</summary>
    /// <exception cref="LoadTestException">It is not let in.</exception>
    Task JoinAsync(Participant participant, CancellationToken cancellationToken);
}
