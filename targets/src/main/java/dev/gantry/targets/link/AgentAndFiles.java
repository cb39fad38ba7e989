package dev.gantry.targets.link;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import java.util.Vector;

/**
 * The keys of an agent, then those of files. JSch's own mixture would give the agent every key that
 * was read from a file.
 */
record AgentAndFiles(IdentityRepository agent, IdentityRepository files)
    implements IdentityRepository {

  @Override
  public String getName() {
    return "agent and files";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  @SuppressWarnings("JdkObsolete") // The interface of JSch.
  public Vector<Identity> getIdentities() {
    Vector<Identity> all = new Vector<>(agent.getIdentities());
    all.addAll(files.getIdentities());
    return all;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {}
}
